-- Who and what the hub knows. The updates themselves are the store's.
-- Every statement can run again: H2 commits each by itself, so a migration may be cut off in the middle. For the same
-- reason no column is an identity: H2 makes a table and its sequence in two commits, and does not open a database in which
-- only one of them survived a power cut.

create table if not exists catalog_person (
    subject  varchar(255) primary key,
    username varchar(255),
    name     varchar(255),
    email    varchar(255),
    seen     timestamp with time zone not null
);
create index if not exists catalog_person_username on catalog_person (username);

-- A deleted document keeps its row: its id is never used again. "purged" says that the store has forgotten it too.
create table if not exists catalog_document (
    id         varchar(255) primary key,
    title      varchar(255) not null,
    created    timestamp with time zone not null,
    created_by varchar(255) not null,
    deleted    timestamp with time zone,
    purged     boolean default false not null
);

create table if not exists catalog_member (
    document varchar(255) not null references catalog_document (id),
    subject  varchar(255) not null,
    role     varchar(16) not null,
    granted  timestamp with time zone not null,
    primary key (document, subject)
);
create index if not exists catalog_member_subject on catalog_member (subject);

create sequence if not exists catalog_audit_entry;

create table if not exists catalog_audit (
    -- The next of catalog_audit_entry; who writes a row takes it.
    entry    bigint primary key,
    at       timestamp with time zone not null,
    actor    varchar(255) not null,
    action   varchar(32) not null,
    document varchar(255) not null,
    detail   varchar(600) not null
);
create index if not exists catalog_audit_document on catalog_audit (document, entry);
