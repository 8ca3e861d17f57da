# Who may do what in Redis. To be sourced after lib.sh.

# Every password that a user may show: the one in use, and the ones given after it.
digests() {
  local password
  for password in "$@"; do [ -z "$password" ] || printf '#%s ' "$(printf '%s' "$password" | sha256sum | cut -d' ' -f1)"; done
}

# write_redis_users [NAME=PASSWORD …]: users with the passwords of their URLs, and those given as well.
write_redis_users() {
  local name url also users rights
  rights="+@all -@admin -@dangerous +info"
  users="user default on $(digests "$(read_secret redis-password)")~* &* +@all"
  for name in booking notification email; do
    url=$(read_secret "$name-redis-url")
    also=""
    for pair in "$@"; do [ "${pair%%=*}" != "$name" ] || also=${pair#*=}; done
    users+=$'\n'"user $name on $(digests "$(password_in "$url")" "$also")~* &* $rights"
  done
  write_secret redis-users "$users"$'\n'
}
