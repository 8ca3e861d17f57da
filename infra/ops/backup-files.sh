# Reading backups. To be sourced after lib.sh.

manifest_value() { sed -n "s/^ *\"$2\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}$/\1/p" "$1/manifest.json"; }

# read_backup FOLDER: the dump itself, once it is known to be whole.
read_backup() {
  local folder=$1 file passphrase
  [ -f "$folder/manifest.json" ] || fail "$folder is no backup: it has no manifest.json."
  file=$folder/$(manifest_value "$folder" file)
  [ "$(sha256sum "$file" | cut -d' ' -f1)" = "$(manifest_value "$folder" sha256)" ] || fail "$file is not what was written: its checksum differs from the manifest's. Take an older backup."
  case $file in
    *.enc)
      passphrase=$(setting BACKUP_PASSPHRASE_FILE)
      [ -n "$passphrase" ] || fail "$file is encrypted: set BACKUP_PASSPHRASE_FILE to the file with its passphrase."
      openssl enc -d -aes-256-cbc -pbkdf2 -iter 600000 -pass "file:$passphrase" -in "$file"
      ;;
    *) cat "$file" ;;
  esac
}

# restore_into DATABASE FOLDER: a new database with the backup's content, and the rights that services have in it.
restore_into() {
  local database=$1 folder=$2
  compose exec -T postgres createdb -U postgres -O railbooker "$database"
  read_backup "$folder" | compose exec -T postgres pg_restore -U postgres -d "$database" --no-owner --no-acl --exit-on-error >/dev/null
  DATABASE=$database sql <"$ops/grants.sql"
}
