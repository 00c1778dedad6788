CREATE TABLE `merged` (
	`id` text PRIMARY KEY NOT NULL,
	`into_id` text NOT NULL,
	`ordinals` text NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `merged_into` ON `merged` (`into_id`);