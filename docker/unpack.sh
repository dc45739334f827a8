#!/bin/sh
# Unpacks the packaged jar into the layers of the image: what changes seldom first. unpack.sh <jar> <folder>
set -eu
jar=$1
into=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$jar" "$work/suban.jar"
java -Djarmode=tools -jar "$work/suban.jar" extract --layers --destination "$into"
