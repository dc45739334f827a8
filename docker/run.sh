#!/bin/sh
# Runs one node in this process, so that it gets the signals. run.sh [folder of the unpacked jar]
# SUBAN_JAVA_OPTIONS: further options of the JVM, separated by spaces.
set -eu
cd "${1:-/app}"
# shellcheck disable=SC2086 # the options come apart here
exec java -Duser.timezone=Asia/Shanghai -XX:MaxRAMPercentage="${SUBAN_HEAP_PERCENT:-70}" -XX:+ExitOnOutOfMemoryError \
  ${SUBAN_JAVA_OPTIONS:-} -jar suban.jar
