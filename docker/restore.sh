#!/bin/sh
# Brings a backup into an empty database: restore.sh <file>. All or nothing; a database that holds something is left alone.
set -eu
: "${PGDATABASE:?names the database}"
file=$1
tables=$(psql -XAtc "select count(*) from pg_tables where schemaname = 'public'")
if [ "$tables" != 0 ]; then
  echo "数据库 $PGDATABASE 不是空库（有 $tables 张表），不恢复。请新建空库，或先停止所有节点并重建该库。" >&2
  exit 1
fi
pg_restore --exit-on-error --single-transaction --no-owner --no-privileges --dbname="$PGDATABASE" "$file"
psql -XAtqc 'analyze'
