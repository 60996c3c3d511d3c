#!/usr/bin/env bash
# Runs once, on an empty data directory. A role and a schema for each service, whose tables come from the service; and the
# database of the sample data systems with their tables, a role and a schema each and one for the connector beside it.
set -euo pipefail

in_database() {
    local database=$1
    shift
    psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname "$database" "$@"
}

closed_to_others() {
    in_database "$1" -v database="$1" <<'SQL'
revoke all on database :"database" from public;
SQL
}

schema_with_role() {
    local database=$1 schema=$2 role=$3 password=$4
    in_database "$database" -v database="$database" -v schema="$schema" -v role="$role" -v password="$password" <<'SQL'
create role :"role" login password :'password';
grant connect, temporary on database :"database" to :"role";
create schema :"schema" authorization :"role";
SQL
}

data_system() {
    local schema=$1 password_variable=${1^^}_PASSWORD
    schema_with_role datasystems "$schema" "$schema" "${!password_variable}"
    in_database datasystems -v schema="$schema" -v connector="connector_$schema" -v tables="/sample-schema/$schema.sql" <<'SQL'
create schema :"connector" authorization :"schema";
set role :"schema";
set search_path = :"schema";
\i :tables
SQL
}

closed_to_others "$POSTGRES_DB"
schema_with_role "$POSTGRES_DB" request request_service "$REQUEST_SERVICE_PASSWORD"
schema_with_role "$POSTGRES_DB" retention retention_service "$RETENTION_SERVICE_PASSWORD"
schema_with_role "$POSTGRES_DB" notification notification_service "$NOTIFICATION_SERVICE_PASSWORD"

in_database "$POSTGRES_DB" -c 'create database datasystems'
closed_to_others datasystems
for schema in webshop site recovery portal crm; do
    data_system "$schema"
done
