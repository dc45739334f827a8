#!/bin/sh
# Runs one node in this process, so that it gets the signals. run.sh [folder of the unpacked jar]
# SUBAN_JAVA_OPTIONS: further options of the JVM, separated by spaces.
set -eu
cd "${1:-/app}"
# of archive.sh, where it has run; one that does not fit is left aside by the JVM
archive=
# mapped where it was made for: elsewhere the JVM rewrites nine tenths of it first, and keeps them to itself instead of sharing the file's pages;
# the price: class data then stands at an address that can be known beforehand
[ ! -r suban.jsa ] ||
  archive="-XX:SharedArchiveFile=suban.jsa -Xshare:auto -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
# the collector that needs the least beside the heap, and gives back what the heap does not need after a while of work; unless another
# one is asked for: there can be only one
collector="-XX:+UseSerialGC -XX:NewSize=32m -XX:MinHeapFreeRatio=15 -XX:MaxHeapFreeRatio=30"
case "${SUBAN_JAVA_OPTIONS:-} ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-}" in
  *-XX:+Use*GC*) collector= ;;
esac
# the C library keeps memory of its own for each thread that ever asked for some, on many processors a lot
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
# and what the compiler has freed, until it is asked to give it back
trim=-XX:TrimNativeHeapInterval=5000
# Java 17 learnt it with 17.0.9, and 18 to 20 never did: there a JVM that is told so does not start
java "$trim" -version >/dev/null 2>&1 || trim=
# shellcheck disable=SC2086 # the options come apart here
exec java -Duser.timezone=Asia/Shanghai -XX:MaxRAMPercentage="${SUBAN_HEAP_PERCENT:-70}" -XX:+ExitOnOutOfMemoryError \
  $collector $trim $archive ${SUBAN_JAVA_OPTIONS:-} -jar suban.jar
