#!/bin/sh
# Makes what compose.yaml asks for, once: docker/secrets holds the passwords of the database and of the first administrator. What is there
# stays. Also makes docker/backups, for nobody else's eyes: whoever comes first, Docker or this, decides who may look into it.
# secrets.sh [name of the administrator]
set -eu
umask 077
folder=$(dirname "$0")/secrets
mkdir -p "$folder"
# the containers' user (10001, Dockerfile) writes archived cases there, and nobody else looks into them
archive=$(dirname "$0")/archive
[ -d "$archive" ] || mkdir -m 700 "$archive"
[ "$(stat -c %u "$archive")" = 10001 ] || chown 10001 "$archive" 2>/dev/null || echo "请以root身份执行：chown 10001 $archive && chmod 700 $archive" >&2
backups=$(dirname "$0")/backups
# where Docker has made it, everybody may look into it
[ -d "$backups" ] || mkdir -m 700 "$backups"
chmod 700 "$backups" 2>/dev/null || echo "请以属主身份执行：chmod 700 $backups" >&2
make() { # file: its content comes in
  [ -e "$folder/$1" ] && { cat >/dev/null; return; }
  cat >"$folder/$1"
  # mounted as they are, and read by the users of three containers; the folder keeps everybody else out
  chmod 0444 "$folder/$1"
}
random() { head -c 24 /dev/urandom | base64 | tr '+/' 'Aa'; }
random | make database-password
printf '%s\n' "${1:-admin}" | make admin-user
# upper and lower case, a digit and a special character, as the policy for passwords asks
printf '%s-Aa1\n' "$(random)" | make admin-password
echo "口令在 $folder 中。首次登录后请修改管理员口令：用户 $(cat "$folder/admin-user")，口令见 $folder/admin-password。"
