-- Who and what the hub knows. The updates themselves are the store's.

create table catalog_person (
    subject  varchar(255) primary key,
    username varchar(255),
    name     varchar(255),
    email    varchar(255),
    seen     timestamp with time zone not null
);
create index catalog_person_username on catalog_person (username);

-- A deleted document keeps its row: its id is never used again. "purged" says that the store has forgotten it too.
create table catalog_document (
    id         varchar(255) primary key,
    title      varchar(255) not null,
    created    timestamp with time zone not null,
    created_by varchar(255) not null,
    deleted    timestamp with time zone,
    purged     boolean default false not null
);

create table catalog_member (
    document varchar(255) not null references catalog_document (id),
    subject  varchar(255) not null,
    role     varchar(16) not null,
    granted  timestamp with time zone not null,
    primary key (document, subject)
);
create index catalog_member_subject on catalog_member (subject);

create table catalog_audit (
    entry    bigint generated always as identity primary key,
    at       timestamp with time zone not null,
    actor    varchar(255) not null,
    action   varchar(32) not null,
    document varchar(255) not null,
    detail   varchar(600) not null
);
create index catalog_audit_document on catalog_audit (document, entry);
