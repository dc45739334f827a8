#!/bin/sh
# Runs one node in this process, so that it gets the signals. run.sh [folder of the unpacked jar]
set -eu
cd "${1:-/app}"
exec java -Duser.timezone=Asia/Shanghai -XX:MaxRAMPercentage="${SUBAN_HEAP_PERCENT:-70}" -XX:+ExitOnOutOfMemoryError \
  -jar suban.jar
