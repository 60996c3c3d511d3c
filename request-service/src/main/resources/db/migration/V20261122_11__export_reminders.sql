-- When the person was told that the package goes soon, or was found to have fetched it.
alter table export_package add column reminded_at timestamptz;
create index export_package_to_remind on export_package (expires_at) where reminded_at is null;
