#!/bin/sh
# Makes the archive of classes with which run.sh starts faster and in less memory: a node is started to its last bean on a database in
# memory, and the JVM writes down what it has loaded. It listens nowhere, asks for no secret and leaves nothing but the archive.
# It fits this very JVM and these very files only (name, size, time); where it does not fit, nodes start as without it.
#   archive.sh [folder of the unpacked jar]
set -eu
cd "${1:-/app}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# what is set for the nodes is none of its business
env -i PATH="$PATH" LANG="${LANG:-C.UTF-8}" TMPDIR="$work" ${JAVA_HOME:+"JAVA_HOME=$JAVA_HOME"} \
  SPRING_PROFILES_ACTIVE=postgres \
  SUBAN_SECRETS="$work" \
  SUBAN_NOTICE_DELIVERY=false \
  CAMUNDA_BPM_JOBEXECUTION_ENABLED=false \
  SPRING_DATASOURCE_URL=jdbc:h2:mem:archive SPRING_DATASOURCE_USERNAME=sa SPRING_DATASOURCE_PASSWORD= \
  SPRING_DATASOURCE_HIKARI_CONNECTIONINITSQL='SET LOCK_TIMEOUT = 20000' \
  LOGGING_LEVEL_ROOT=warn \
  java -Duser.timezone=Asia/Shanghai -Djava.io.tmpdir="$work" -XX:+UseSerialGC -Xmx512m -Xlog:cds=off -Xlog:cds+dynamic=off \
  -XX:ArchiveClassesAtExit="$work/suban.jsa" -Dspring.context.exit=onRefresh -jar suban.jar
mv "$work/suban.jsa" suban.jsa
chmod 644 suban.jsa
