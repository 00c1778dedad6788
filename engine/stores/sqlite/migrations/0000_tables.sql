CREATE TABLE `accepted` (
	`id` text NOT NULL,
	`type` text NOT NULL,
	PRIMARY KEY(`id`, `type`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `conversion` (
	`profile_id` text NOT NULL,
	`seq` integer NOT NULL,
	`journey_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`version` integer NOT NULL,
	`goal` text NOT NULL,
	`at_ms` integer NOT NULL,
	`value` real,
	PRIMARY KEY(`profile_id`, `seq`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `duplicate` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`profile_id` text NOT NULL,
	`at_ms` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `event` (
	`profile_id` text NOT NULL,
	`name` text NOT NULL,
	`occurred_at_ms` integer NOT NULL,
	`seq` integer NOT NULL,
	`id` text NOT NULL,
	`accepted_at_ms` integer NOT NULL,
	`properties` text,
	PRIMARY KEY(`profile_id`, `name`, `occurred_at_ms`, `seq`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_name` (
	`name` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`properties` text NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `inbox` (
	`profile_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`input` text NOT NULL,
	PRIMARY KEY(`profile_id`, `seq`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `inbox_due` ON `inbox` (`at_ms`,`seq`);--> statement-breakpoint
CREATE TABLE `merged` (
	`id` text PRIMARY KEY NOT NULL,
	`into_id` text NOT NULL,
	`ordinals` text NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `merged_into` ON `merged` (`into_id`);--> statement-breakpoint
CREATE TABLE `profile` (
	`id` text PRIMARY KEY NOT NULL,
	`known_since_ms` integer NOT NULL,
	`time_zone` text,
	`locale` text NOT NULL,
	`attributes` text NOT NULL,
	`tags` text,
	`addresses` text,
	`consent` text,
	`suppressed` text,
	`since` text
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sequence` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `barred` (
	`profile_id` text NOT NULL,
	`journey_id` text NOT NULL,
	`since_ms` integer NOT NULL,
	PRIMARY KEY(`profile_id`, `journey_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `enrollment` (
	`profile_id` text NOT NULL,
	`journey_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`version` integer NOT NULL,
	`key` text,
	`entered_at_ms` integer NOT NULL,
	`entry` text,
	`step_count` integer NOT NULL,
	`status` text NOT NULL,
	`node` text,
	`due_at_ms` integer,
	`format` integer,
	`visits` text,
	`vars` text,
	`arrived_at_ms` integer,
	`until_ms` integer,
	`memory` text,
	`caught_up_at_ms` integer,
	`fault` text,
	`ended_at_ms` integer,
	`reason` text,
	`detail` text,
	`former` text,
	PRIMARY KEY(`profile_id`, `journey_id`, `ordinal`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `enrollment_due` ON `enrollment` (`journey_id`,`due_at_ms`,`profile_id`) WHERE due_at_ms IS NOT NULL;--> statement-breakpoint
CREATE INDEX `enrollment_newest` ON `enrollment` (`journey_id`,`entered_at_ms`);--> statement-breakpoint
CREATE INDEX `enrollment_inside` ON `enrollment` (`journey_id`,`profile_id`) WHERE status <> 'ended';--> statement-breakpoint
CREATE INDEX `enrollment_moved` ON `enrollment` (`journey_id`,`profile_id`) WHERE former IS NOT NULL;--> statement-breakpoint
CREATE TABLE `entry_decision` (
	`seq` integer PRIMARY KEY NOT NULL,
	`profile_id` text NOT NULL,
	`journey_id` text NOT NULL,
	`at_ms` integer NOT NULL,
	`decision` text NOT NULL,
	`key` text,
	`event_id` text,
	`offer` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `entry_decision_profile` ON `entry_decision` (`profile_id`);--> statement-breakpoint
CREATE INDEX `entry_decision_held` ON `entry_decision` (`journey_id`,`at_ms`) WHERE decision = 'held';--> statement-breakpoint
CREATE TABLE `outbox` (
	`profile_id` text NOT NULL,
	`journey_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`node` text NOT NULL,
	`visit` integer NOT NULL,
	`lane` text NOT NULL,
	`version` integer NOT NULL,
	`status` text NOT NULL,
	`planned_at_ms` integer NOT NULL,
	`due_at_ms` integer NOT NULL,
	`hold` text,
	`attempts` integer NOT NULL,
	`decided_at_ms` integer,
	`reason` text,
	`address` text,
	`reference` text,
	`effect` text NOT NULL,
	`content` text,
	PRIMARY KEY(`profile_id`, `journey_id`, `ordinal`, `node`, `visit`, `lane`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `outbox_planned` ON `outbox` (`journey_id`,`due_at_ms`,`profile_id`) WHERE status = 'planned';--> statement-breakpoint
CREATE INDEX `outbox_held` ON `outbox` (`journey_id`,`due_at_ms`,`profile_id`) WHERE status = 'held';--> statement-breakpoint
CREATE INDEX `outbox_in_flight` ON `outbox` (`profile_id`) WHERE status = 'claimed' OR status = 'calling';--> statement-breakpoint
CREATE INDEX `outbox_unsent` ON `outbox` (`journey_id`,`planned_at_ms`) WHERE status = 'refused' OR status = 'rejected' OR status = 'failed' OR status = 'unknown' OR status = 'cancelled';--> statement-breakpoint
CREATE INDEX `outbox_newest` ON `outbox` (`journey_id`,`planned_at_ms`);--> statement-breakpoint
CREATE TABLE `trace` (
	`profile_id` text NOT NULL,
	`journey_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`part` integer NOT NULL,
	`step_count` integer NOT NULL,
	`steps` text NOT NULL,
	PRIMARY KEY(`profile_id`, `journey_id`, `ordinal`, `part`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
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
CREATE TABLE `analysis_run` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`journey_id` text NOT NULL,
	`node` text NOT NULL,
	`head` text NOT NULL,
	`input` text NOT NULL,
	`analysis` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `analysis_run_id_unique` ON `analysis_run` (`id`);--> statement-breakpoint
CREATE INDEX `analysis_run_newest` ON `analysis_run` (`journey_id`,`node`,`seq`);--> statement-breakpoint
CREATE TABLE `decision` (
	`seq` integer PRIMARY KEY NOT NULL,
	`journey_id` text NOT NULL,
	`node` text NOT NULL,
	`decision` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `exposure` (
	`profile_id` text NOT NULL,
	`seq` integer NOT NULL,
	`journey_id` text NOT NULL,
	`node` text NOT NULL,
	`ordinal` integer NOT NULL,
	`salt` text NOT NULL,
	`arm` text NOT NULL,
	`version` integer NOT NULL,
	`epoch` integer NOT NULL,
	`source` text NOT NULL,
	`exposed_at_ms` integer NOT NULL,
	`key` text,
	`unit` text,
	`ineligible` integer,
	`recorded_at_ms` integer,
	`snapshot` text,
	`entry` text,
	`batch` text,
	`withdrawn_at_ms` integer,
	PRIMARY KEY(`profile_id`, `seq`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `exposure_batch` ON `exposure` (`batch`) WHERE batch IS NOT NULL;--> statement-breakpoint
CREATE INDEX `exposure_withdrawn` ON `exposure` (`journey_id`,`node`) WHERE withdrawn_at_ms IS NOT NULL;--> statement-breakpoint
CREATE TABLE `look` (
	`seq` integer PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`at_ms` integer NOT NULL,
	`actor` text NOT NULL,
	`type` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `look_run` ON `look` (`run_id`);--> statement-breakpoint
CREATE TABLE `audience` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`definition` text NOT NULL,
	`changed_at_ms` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at_ms` integer NOT NULL,
	`actor` text NOT NULL,
	`deed` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `count` (
	`journey_id` text NOT NULL,
	`version` integer NOT NULL,
	`node` text NOT NULL,
	`metric` text NOT NULL,
	`detail` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`journey_id`, `version`, `node`, `metric`, `detail`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `job` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`journey_id` text NOT NULL,
	`version` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`priority` integer NOT NULL,
	`cursor` text NOT NULL,
	`status` text NOT NULL,
	`done_count` integer NOT NULL,
	`resume` text,
	`event` text
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `journey` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`life` text NOT NULL,
	`current_version` integer,
	`undone_move` integer,
	`draft` text,
	`revision` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`changed_at_ms` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `journey_version` (
	`journey_id` text NOT NULL,
	`version` integer NOT NULL,
	`hash` text NOT NULL,
	`document` text NOT NULL,
	`templates` text NOT NULL,
	`allocations` text NOT NULL,
	`migration` text,
	`published_at_ms` integer NOT NULL,
	`actor` text NOT NULL,
	PRIMARY KEY(`journey_id`, `version`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `pace` (
	`name` text PRIMARY KEY NOT NULL,
	`next_at_ms` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `template` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`content` text NOT NULL,
	`changed_at_ms` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `workspace` (
	`id` integer PRIMARY KEY NOT NULL,
	`settings` text NOT NULL
) STRICT;
