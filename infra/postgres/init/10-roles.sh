#!/bin/bash
# Roles of the least rights, made with the database. Each service may read and write the rows of its own schema and no
# more; `railbooker` owns the tables and brings them up to date. A service signs in as a numbered member of its role, so that
# its password can be changed while the old one still works.

user_of() { local login; login=$(sed 's#^[^:]*://##; s#@.*##' "/run/secrets/$1"); printf '%s' "${login%%:*}"; }
password_of() { local login; login=$(sed 's#^[^:]*://##; s#@.*##' "/run/secrets/$1"); printf '%s' "${login#*:}"; }

psql -v ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
  -v database="$POSTGRES_DB" -v owner_password="$(password_of owner-database-url)" \
  -v booking_login="$(user_of booking-database-url)" -v booking_password="$(password_of booking-database-url)" \
  -v notification_login="$(user_of notification-database-url)" -v notification_password="$(password_of notification-database-url)" <<'SQL'
CREATE ROLE railbooker LOGIN PASSWORD :'owner_password';
CREATE ROLE booking_service NOLOGIN;
CREATE ROLE notification_service NOLOGIN;
CREATE ROLE :"booking_login" LOGIN PASSWORD :'booking_password' IN ROLE booking_service;
CREATE ROLE :"notification_login" LOGIN PASSWORD :'notification_password' IN ROLE notification_service;

ALTER DATABASE :"database" OWNER TO railbooker;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE :"database" TO booking_service, notification_service;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT CREATE ON SCHEMA public TO railbooker;

CREATE SCHEMA booking AUTHORIZATION railbooker;
CREATE SCHEMA notification AUTHORIZATION railbooker;
GRANT USAGE ON SCHEMA booking TO booking_service;
GRANT USAGE ON SCHEMA notification TO notification_service;
ALTER DEFAULT PRIVILEGES FOR ROLE railbooker IN SCHEMA booking
  GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON TABLES TO booking_service;
ALTER DEFAULT PRIVILEGES FOR ROLE railbooker IN SCHEMA booking GRANT USAGE ON SEQUENCES TO booking_service;
ALTER DEFAULT PRIVILEGES FOR ROLE railbooker IN SCHEMA notification
  GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON TABLES TO notification_service;
ALTER DEFAULT PRIVILEGES FOR ROLE railbooker IN SCHEMA notification GRANT USAGE ON SEQUENCES TO notification_service;
SQL
