#!/usr/bin/env bash
# Runs once, on an empty data directory: a role and a schema for each service. Their tables come from the services.
set -euo pipefail

schema_with_role() {
    local schema=$1 role=$2 password=$3
    psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
        -v schema="$schema" -v role="$role" -v password="$password" -v database="$POSTGRES_DB" <<'SQL'
create role :"role" login password :'password';
grant connect, temporary on database :"database" to :"role";
create schema :"schema" authorization :"role";
SQL
}

psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    -v database="$POSTGRES_DB" <<'SQL'
revoke all on database :"database" from public;
SQL
schema_with_role request request_service "$REQUEST_SERVICE_PASSWORD"
schema_with_role retention retention_service "$RETENTION_SERVICE_PASSWORD"
schema_with_role notification notification_service "$NOTIFICATION_SERVICE_PASSWORD"
