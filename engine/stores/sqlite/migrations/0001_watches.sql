CREATE TABLE `watch` (
	`profile_id` text NOT NULL,
	`type` text NOT NULL,
	`name` text NOT NULL,
	`is_in` integer NOT NULL,
	`since_ms` integer NOT NULL,
	`flips_at_ms` integer,
	`event_id` text,
	PRIMARY KEY(`profile_id`, `type`, `name`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `watch_due` ON `watch` (`flips_at_ms`,`profile_id`) WHERE flips_at_ms IS NOT NULL;--> statement-breakpoint
ALTER TABLE `job` ADD `event` text;--> statement-breakpoint
ALTER TABLE `profile` ADD `since` text;