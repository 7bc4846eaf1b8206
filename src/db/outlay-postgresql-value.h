/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libpq-fe.h>

#include <glib.h>

G_BEGIN_DECLS

/* How a value travels, by its type on the server. */
typedef enum
{
  OUTLAY_POSTGRESQL_OTHER, /* in its text form, and only to the server */
  OUTLAY_POSTGRESQL_BOOL,
  OUTLAY_POSTGRESQL_INT2,
  OUTLAY_POSTGRESQL_INT4,
  OUTLAY_POSTGRESQL_INT8,
  OUTLAY_POSTGRESQL_TEXT,
  OUTLAY_POSTGRESQL_BYTES,
} OutlayPostgresqlKind;

OutlayPostgresqlKind outlay_postgresql_kind_of (Oid type);

#define OUTLAY_POSTGRESQL_NUMBER_SIZE 24 /* holds any number in either form */

/**
 * outlay_postgresql_write_int:
 * @to: OUTLAY_POSTGRESQL_NUMBER_SIZE bytes
 * @is_binary: (out)
 *
 * Returns: bytes that were written; -1 where @value does not fit the type
 */
int    outlay_postgresql_write_int (OutlayPostgresqlKind  kind,
                                    gint64                value,
                                    char                 *to,
                                    int                  *is_binary);

/* A number in the server's binary form, or text of one; 0 for what is none. */
gint64 outlay_postgresql_read_int  (OutlayPostgresqlKind  kind,
                                    const char           *value,
                                    int                   length);

static inline gboolean
outlay_postgresql_kind_is_number (OutlayPostgresqlKind kind)
{
  return kind >= OUTLAY_POSTGRESQL_BOOL && kind <= OUTLAY_POSTGRESQL_INT8;
}

G_END_DECLS
