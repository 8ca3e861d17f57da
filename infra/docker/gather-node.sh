#!/bin/sh
# gather-node TARGET: node, what it is linked to, and the few files that a process expects.
set -eu
target=$1
node=$(command -v node)
mkdir -p "$target/etc" "$target/tmp" "$target/usr/local/bin"
cp "$node" "$target/usr/local/bin/node"
# Libraries with their names as the loader looks for them, wherever the links of this distribution lead; with node's own
# those parts of the C library that compiled packages are linked to.
libraries=$(ldd "$node" | grep -o '/[^ )]*')
c_library=$(dirname "$(printf '%s\n' $libraries | grep '/libc\.so')")
for name in libdl.so.2 libpthread.so.0 libresolv.so.2 librt.so.1 libutil.so.1; do
  [ ! -e "$c_library/$name" ] || libraries="$libraries $c_library/$name"
done
for library in $libraries; do
  mkdir -p "$target$(dirname "$library")"
  cp -L "$library" "$target$library"
done
printf 'root:x:0:0:root:/:/sbin/nologin\nrailbooker:x:10001:10001::/app:/sbin/nologin\n' >"$target/etc/passwd"
printf 'root:x:0:\nrailbooker:x:10001:\n' >"$target/etc/group"
printf 'hosts: files dns\n' >"$target/etc/nsswitch.conf"
chmod 1777 "$target/tmp"
