/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OutlayPostgresqlUri:
 * @conninfo: the URI as libpq reads it; may hold a password, and is never shown
 * @label: the same without anything secret, for messages
 * @n_partitions: 0, or how many partitions by company a new database gets
 *
 * Where a database is: `postgresql://user@host/name?parameter=value`, as in "Connection URIs" of
 * libpq's manual, and one parameter of our own, `partitions`.
 */
typedef struct
{
  char *conninfo;
  char *label;
  guint n_partitions;
} OutlayPostgresqlUri;

/* Whether @uri is "postgresql://…" or "postgres://…". */
gboolean             outlay_postgresql_uri_is   (const char *uri);

/* (transfer full) (nullable): the error does not quote @uri */
OutlayPostgresqlUri *outlay_postgresql_uri_new  (const char *uri, GError **error);
void                 outlay_postgresql_uri_free (OutlayPostgresqlUri *self);

/* (transfer full): "keyword='value'" pairs without the password, which goes to @password */
char                *outlay_postgresql_uri_dup_address (const OutlayPostgresqlUri  *self,
                                                        char                      **password);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPostgresqlUri, outlay_postgresql_uri_free)

G_END_DECLS
