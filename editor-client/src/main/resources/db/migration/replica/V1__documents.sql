-- What a list shows of each document on this device, and what the window wants to find again.
-- The text itself is in the update log; everything here can be measured anew from it but the dates and the sharing.
-- Every statement can run again: H2 commits each by itself, so a migration may be cut off in the middle.
create table if not exists replica_document (
    id         varchar(255) primary key,
    title      varchar not null,
    created    timestamp with time zone not null,
    changed    timestamp with time zone not null,
    characters bigint not null,
    -- The hub that its owner put it on, or that it came from; null while it never left this device.
    hub        varchar,
    -- What this person may do with it there; null while it is not on a hub.
    role       varchar(16),
    -- Edits of this device that the hub had not acknowledged when this was last written.
    waiting    integer not null default 0,
    -- Taken off this device; the row stays, so that the hub's list does not bring it back.
    removed    boolean not null default false
);

create table if not exists replica_memory (
    name  varchar(255) primary key,
    remembered varchar not null
);
