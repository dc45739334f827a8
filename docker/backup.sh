#!/bin/sh
# Writes everything Suban knows (cases, attachments, engine, people) into one file: backup.sh <file>
# The database is named by PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD, as for psql; nodes may go on working.
set -eu
: "${PGDATABASE:?names the database}"
# the file holds everybody's personal data
umask 077
file=$1
pg_dump --format=custom --compress=6 --file="$file.part"
pg_restore --list "$file.part" >/dev/null
mv "$file.part" "$file"
