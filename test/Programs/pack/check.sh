#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# check.sh PROGRAM: checks `pack` on real data, on damaged archives and on
# forged ones.  With PACK_VALGRIND=1 in the environment it also looks for leaks
# of memory and of file descriptors, if valgrind is there.  With PACK_EVERY=N it
# damages a small archive at each Nth byte only.

LC_ALL=C
export LC_ALL
umask 022

if [ $# -ne 1 ] || [ ! -x "$1" ]; then
    echo "usage: check.sh PROGRAM" >&2
    exit 2
fi
case $1 in
/*) pack=$1 ;;
*) pack=$(pwd)/$1 ;;
esac

top=$(mktemp -d) || exit 2
trap 'rm -rf "$top"' EXIT
trap 'exit 2' HUP INT TERM
mkdir "$top/data" && cd "$top/data" || exit 2

checks=0
failures=0

# result NAME STATUS: counts and prints one check.
result() {
    checks=$((checks + 1))
    if [ "$2" -eq 0 ]; then
        echo "ok $checks - $1"
    else
        failures=$((failures + 1))
        echo "not ok $checks - $1"
        sed 's/^/#   /' "$top/err"
        if [ $failures -ge 10 ]; then
            echo "pack: $failures of $checks checks failed, stopping"
            exit 1
        fi
    fi
}

# A program that waits for ever must not keep the check waiting.
if timeout 1 true 2>/dev/null; then
    limit="timeout 60"
else
    limit=
fi

# run STATUS COMMAND...: true if that is the exit status, and if a failure came
# with a message.
run() {
    wanted=$1
    shift
    $limit "$@" >"$top/out" 2>"$top/err"
    status=$?
    if [ $status -ne "$wanted" ]; then
        echo "exit status $status, not $wanted: $*" >>"$top/err"
        return 1
    fi
    if [ "$wanted" -ne 0 ] && [ ! -s "$top/err" ]; then
        echo "failed without a message: $*" >"$top/err"
        return 1
    fi
}

# expect NAME STATUS COMMAND...: a check of one command.
expect() {
    name=$1
    shift
    run "$@"
    result "$name" $?
}

# holds NAME COMMAND...: a check of a condition.
holds() {
    name=$1
    shift
    "$@" >"$top/out" 2>"$top/err"
    result "$name" $?
}

size_of() {
    wc -c <"$1" | tr -d ' '
}

# bytes FILE OFFSET COUNT: that part of the file.
bytes() {
    tail -c +$(($2 + 1)) "$1" | head -c "$3"
}

# number FILE OFFSET: the u32 there.
number() {
    # shellcheck disable=SC2046
    set -- $(bytes "$1" "$2" 4 | od -An -tu1)
    echo $(($1 + $2 * 256 + $3 * 65536 + $4 * 16777216))
}

# patch FILE OFFSET: writes standard input there.
patch() {
    dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}

# flip FILE OFFSET: changes the byte there.
flip() {
    byte=$(bytes "$1" "$2" 1 | od -An -tu1)
    # shellcheck disable=SC2059
    printf "\\$(printf %03o $((byte ^ 0x55)))" | patch "$1" "$2"
}

# crc: the CRC-32 of standard input, 4 bytes, little endian, computed by gzip.
crc() {
    gzip -1 -c | tail -c 8 | head -c 4
}

crc_hex() {
    # shellcheck disable=SC2046
    set -- $(crc <"$1" | od -An -tx1)
    echo "$4$3$2$1"
}

# seal FILE: makes the checks of directory and footer right again.
seal() {
    foot=$(($(size_of "$1") - 32))
    dir=$(number "$1" $foot)
    bytes "$1" "$dir" $((foot - dir)) | crc | patch "$1" $((foot + 16))
    { bytes "$1" 0 16; bytes "$1" $foot 20; } | crc | patch "$1" $((foot + 20))
}

# seal_block FILE OFFSET: the same for the block there.
seal_block() {
    {
        bytes "$1" "$2" 8
        bytes "$1" $(($2 + 12)) "$(number "$1" "$2")"
    } | crc | patch "$1" $(($2 + 8))
}

# ---- data

mkdir -p deep/er/still
find /usr/include -type f -name '*.h' 2>/dev/null | sort | head -n 300 |
    xargs cat >text.h 2>/dev/null
if [ "$(size_of text.h)" -lt 200000 ]; then
    awk 'BEGIN { srand(3); for (i = 0; i < 40000; i++)
        printf "line %d is %d\n", i, rand() * 1000 }' >>text.h
fi
awk 'BEGIN { srand(7); for (i = 0; i < 400000; i++)
    printf "%c", int(rand() * 255) + 1 }' >noise.bin
while [ -z "$(find large.bin -size +12000 2>/dev/null)" ]; do
    cat noise.bin text.h "$pack" >>large.bin
done
: >empty
printf x >one
head -c 131071 large.bin >deep/below
head -c 131072 large.bin >deep/er/exact
head -c 131073 large.bin >"deep/er/still/just above"
dd if=/dev/zero of=zeros bs=65536 count=40 2>/dev/null
printf '#!/bin/sh\necho hello\n' >script.sh
chmod 755 script.sh
chmod 444 one

set -- text.h noise.bin large.bin empty one zeros script.sh deep/below \
    deep/er/exact "deep/er/still/just above"

# ---- there and back

expect "create" 0 "$pack" create ../a.pack "$@"
expect "list" 0 "$pack" list ../a.pack
cp ../out ../listing
holds "list: one line for each file" test "$(wc -l <../listing)" -eq $#
expect "verify" 0 "$pack" verify ../a.pack
expect "extract" 0 "$pack" extract ../a.pack ../x
for file; do
    holds "same bytes: $file ($(size_of "$file"))" cmp "$file" "../x/$file"
done
for file; do
    holds "CRC as gzip has it: $file" \
        grep -q " $(size_of "$file") .* $(crc_hex "$file") $file\$" ../listing
done
holds "mode kept: script.sh" test -x ../x/script.sh
holds "mode kept: one" \
    test "$(find ../x/one -perm 444)" = ../x/one
holds "smaller than the data" test "$(size_of ../a.pack)" -lt \
    "$(cat "$@" | wc -c)"

for threads in 1 3 16; do
    run 0 "$pack" -j $threads create ../j.pack "$@" && cmp ../a.pack ../j.pack
    result "create with $threads threads: the same archive" $?
    run 0 "$pack" -j $threads extract ../j.pack ../j &&
        diff -r . ../j >../out 2>../err
    result "extract with $threads threads: the same files" $?
    rm -rf ../j
done

expect "create one empty file" 0 "$pack" create ../e.pack empty
run 0 "$pack" extract ../e.pack ../e && cmp empty ../e/empty
result "extract one empty file" $?

# ---- wrong use

expect "no command" 2 "$pack"
expect "unknown command" 2 "$pack" frob ../a.pack
expect "unknown option" 2 "$pack" -z list ../a.pack
expect "create: no files" 2 "$pack" create ../b.pack
expect "extract: no directory" 2 "$pack" extract ../a.pack
expect "no threads" 2 "$pack" -j 0 list ../a.pack
expect "many threads" 2 "$pack" -j 99999999999 list ../a.pack
expect "help" 0 "$pack" -h
if [ -w /dev/full ]; then
    "$pack" list ../a.pack >/dev/full 2>../err
    holds "list: full output" test $? -eq 1
fi

# ---- create fails, and leaves nothing

mkdir ../w
nothing() {
    [ -z "$(ls -A ../w)" ] || ls -A ../w >>../err
    [ -z "$(ls -A ../w)" ]
}

run 1 "$pack" create ../w/b.pack text.h one missing zeros && nothing &&
    grep -q missing ../err
result "create: missing input" $?
run 1 "$pack" create ../w/b.pack text.h deep zeros && nothing
result "create: a directory as input" $?
run 1 "$pack" create ../w/b.pack one one && nothing
result "create: input given twice" $?
run 1 "$pack" create ../w/b.pack one /etc/passwd && nothing
result "create: absolute name" $?
run 1 "$pack" create ../w/b.pack one deep/../../a.pack && nothing
result "create: name with .." $?
expect "create: no such directory for the archive" 1 \
    "$pack" create ../w/no/b.pack one
if [ "$(id -u)" -ne 0 ]; then
    chmod 555 ../w
    expect "create: read-only directory" 1 "$pack" create ../w/b.pack one
    chmod 755 ../w
fi
limited() {
    trap '' XFSZ
    ulimit -f 64
    $limit "$@"
}
(limited "$pack" create ../w/b.pack "$@") >../out 2>../err
test $? -eq 1 && nothing && grep -q b.pack ../err
result "create: the file gets too large" $?

mkdir ../w/dir
run 1 "$pack" create ../w/dir one && rmdir ../w/dir && nothing
result "create: the archive's name is a directory" $?

cp ../e.pack ../w/b.pack
(limited "$pack" create ../w/b.pack "$@") >../out 2>../err
test $? -eq 1 && cmp ../e.pack ../w/b.pack && rm ../w/b.pack && nothing
result "create: a failure keeps the old archive" $?

# ---- extract fails, and leaves no half files

expect "extract: no archive" 1 "$pack" extract ../none.pack ../y
expect "verify: a directory" 1 "$pack" verify ../x
expect "list: not an archive" 1 "$pack" list text.h
expect "list: an empty file" 1 "$pack" list empty
expect "extract: files are there already" 1 "$pack" extract ../a.pack ../x
holds "extract: and stay" diff -r . ../x
expect "extract: into a file" 1 "$pack" extract ../a.pack one

(limited "$pack" extract ../a.pack ../y) >../out 2>../err
test $? -eq 1 && [ -e ../y/one ] && [ ! -e ../y/large.bin ] && cmp one ../y/one
result "extract: a file gets too large" $?
rm -rf ../y

# ---- every file is closed: more files than descriptors

mkdir ../many
i=0
names=
while [ $i -lt 150 ]; do
    echo "file $i" >../many/f$i
    names="$names f$i"
    i=$((i + 1))
done
few() {
    cd ../many || return 99
    # shellcheck disable=SC3045
    ulimit -n "$1"
    shift
    $limit "$@"
}
# shellcheck disable=SC2086
(few 170 "$pack" create ../many.pack $names) >../out 2>../err
result "descriptors: create, all inputs open" $?
# shellcheck disable=SC2086
(few 60 "$pack" create ../w/b.pack $names) >../out 2>../err
test $? -eq 1 && nothing
result "descriptors: create, too many inputs" $?
(few 24 "$pack" -j 2 extract ../many.pack ../m) >../out 2>../err
test $? -eq 0 && diff -r ../many ../m
result "descriptors: extract, each output closed" $?

# ---- damage: every byte of a small archive, some of the large one

every=${PACK_EVERY:-1}

mkdir -p aa
printf 'hello, hello, hello\n' >aa/evil
printf 'bye\n' >aa/good
run 0 "$pack" create ../s.pack aa/evil aa/good
small=$(size_of ../s.pack)
: >../err
i=0
bad=0
for byte in $(od -An -v -tu1 ../s.pack); do
    if [ $((i % every)) -ne 0 ]; then
        i=$((i + 1))
        continue
    fi
    cp ../s.pack ../d.pack
    # shellcheck disable=SC2059
    printf "\\$(printf %03o $((byte ^ 0x55)))" | patch ../d.pack $i
    run 1 "$pack" -j 1 verify ../d.pack || { bad=1; break; }
    i=$((i + 1))
done
[ "$i" -eq "$small" ] || bad=1
result "damage: each of $small bytes is noticed" $bad
i=0
bad=0
while [ $i -lt "$small" ]; do
    head -c $i ../s.pack >../d.pack
    run 1 "$pack" -j 1 verify ../d.pack || { bad=1; break; }
    i=$((i + every))
done
result "damage: cut at each of $small bytes" $bad

total=$(size_of ../a.pack)
for at in 0 9 20 40000 $((total / 2)) $((total - 200)) $((total - 30)) \
    $((total - 1)); do
    cp ../a.pack ../d.pack
    flip ../d.pack "$at"
    expect "damage: byte $at, verify" 1 "$pack" verify ../d.pack
    expect "damage: byte $at, extract" 1 "$pack" extract ../d.pack ../y
    rm -rf ../y
done
cat ../a.pack one >../d.pack
expect "damage: a byte more" 1 "$pack" verify ../d.pack

cp ../a.pack ../d.pack
dir=$(number ../a.pack $((total - 32)))
first=$(number ../a.pack $((dir + 24))) # what text.h takes
flip ../d.pack $((16 + first - 1))
run 1 "$pack" extract ../d.pack ../y && [ ! -e ../y/text.h ] &&
    cmp large.bin ../y/large.bin && grep -q text.h ../err
result "damage: the end of one file; the others come out, no half file" $?
rm -rf ../y

# ---- forgery: all checks right, contents wrong

foot=$((small - 32))
dir=$(number ../s.pack $foot)

# forge NAME OFFSET BYTES [block]: verify and extract must refuse it.
forge() {
    cp ../s.pack ../f.pack
    # shellcheck disable=SC2059
    printf "$3" | patch ../f.pack "$2"
    [ -z "$4" ] || seal_block ../f.pack 16
    seal ../f.pack
    run 1 "$pack" verify ../f.pack && run 1 "$pack" extract ../f.pack ../y
    result "forged: $1" $?
    rm -rf ../y
}
cp ../s.pack ../f.pack
seal_block ../f.pack 16
seal ../f.pack
holds "forged: nothing" cmp ../s.pack ../f.pack
forge "block size 0" 8 '\0\0\0\0'
forge "block size 4 GiB" 8 '\377\377\377\377'
forge "number of entries" $((foot + 12)) '\377\377\377\377'
forge "directory size" $((foot + 8)) '\377\377\377\377'
forge "directory offset" $((foot + 4)) '\377\377\377\377'
forge "name length 0" "$dir" '\0\0'
forge "name length 65535" "$dir" '\377\377'
forge "zero byte in a name" $((dir + 34)) '\0'
forge "CRC" $((dir + 4)) '\1\2\3\4'
forge "file size" $((dir + 8)) '\377\377\377\377\377\377\377\377'
forge "file size 0" $((dir + 8)) '\0'
forge "file size 21" $((dir + 8)) '\25'
forge "offset" $((dir + 16)) '\0'
forge "large offset" $((dir + 20)) '\377\377\377\377'
forge "stored size" $((dir + 24)) '\377\377\377\377\377\377\377\377'
forge "stored size of a block" 16 '\377\377\377\377'
forge "raw size of a block" 20 '\377\377\377\377' block
forge "deflated data" 30 '\377\377\377\377' block
forge "zlib header" 28 '\0\0' block

# escape NAME: extract refuses an entry of that name (7 bytes) and writes
# nothing, neither there nor in its directory.
escape() {
    cp ../s.pack ../f.pack
    printf %s "$1" | patch ../f.pack $((dir + 32))
    seal ../f.pack
    run 0 "$pack" list ../f.pack && grep -qF " $1" ../out &&
        run 0 "$pack" verify ../f.pack &&
        run 1 "$pack" extract ../f.pack ../y/z &&
        [ -z "$(find .. -name 'ev?l')" ] && [ ! -e ../y/z ]
    result "refused: $1" $?
}
mv aa ../elsewhere && mkdir ../y && mv ../elsewhere/evil ../elsewhere/bad
escape ../ev1l
escape /tmp/ev
escape a/../..
escape .//../e
escape aaaa/..
cp ../f.pack ../u.pack
cp ../s.pack ../f.pack
printf ..a/... | patch ../f.pack $((dir + 32))
seal ../f.pack
run 0 "$pack" extract ../f.pack ../y/z && cmp ../elsewhere/bad ../y/z/..a/...
result "not refused: ..a/..." $?

# ---- leaks

# leaks NAME STATUS COMMAND...: runs it under valgrind.
leaks() {
    name=$1
    shift
    wanted=$1
    shift
    $limit valgrind --leak-check=full --show-leak-kinds=all \
        --errors-for-leak-kinds=all --track-fds=yes --error-exitcode=9 \
        --log-file=../valgrind.log "$@" >../out 2>../err
    status=$?
    test $status -eq "$wanted" && test "$(open_files)" = "$open"
    status=$?
    cat ../valgrind.log >>../err
    result "no leak: $name" $status
}
open_files() {
    sed -n 's/.*FILE DESCRIPTORS: \([0-9]*\) open.*/\1/p' ../valgrind.log
}

if [ "${PACK_VALGRIND:-0}" != 1 ]; then
    echo "# leaks: not looked for (PACK_VALGRIND=1 does)"
elif ! valgrind --version >/dev/null 2>&1; then
    echo "# leaks: no valgrind here"
else
    valgrind --track-fds=yes --log-file=../valgrind.log \
        "$pack" -h >/dev/null 2>&1
    open=$(open_files)
    leaks "create" 0 "$pack" -j 3 create ../v.pack deep/below empty noise.bin
    leaks "list" 0 "$pack" list ../v.pack
    leaks "verify" 0 "$pack" -j 3 verify ../v.pack
    leaks "extract" 0 "$pack" -j 3 extract ../v.pack ../v
    leaks "extract, files are there" 1 "$pack" -j 3 extract ../v.pack ../v
    leaks "extract, no such directory" 1 "$pack" extract ../v.pack ../v/no/no
    leaks "create, missing input" 1 "$pack" create ../w/b.pack one empty missing
    leaks "create, no output" 1 "$pack" create ../w/no/b.pack one empty
    mkdir ../w/dir
    leaks "create, no rename" 1 "$pack" -j 3 create ../w/dir noise.bin empty
    flip ../v.pack 40000
    leaks "verify, damaged" 1 "$pack" -j 3 verify ../v.pack
    rm -rf ../v
    leaks "extract, damaged" 1 "$pack" -j 3 extract ../v.pack ../v
    leaks "extract, unsafe name" 1 "$pack" extract ../u.pack ../v
    leaks "list, not an archive" 1 "$pack" list text.h
fi

if [ $failures -ne 0 ]; then
    echo "pack: $failures of $checks checks failed"
    exit 1
fi
echo "pack: all $checks checks passed"
