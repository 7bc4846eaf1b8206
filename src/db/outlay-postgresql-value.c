/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-postgresql-value.h"

#include <string.h>

/* As src/include/catalog/pg_type.dat of PostgreSQL numbers them; they never change. */
enum
{
  TYPE_BOOL = 16,
  TYPE_BYTEA = 17,
  TYPE_NAME = 19,
  TYPE_INT8 = 20,
  TYPE_INT2 = 21,
  TYPE_INT4 = 23,
  TYPE_TEXT = 25,
  TYPE_VARCHAR = 1043,
};

OutlayPostgresqlKind
outlay_postgresql_kind_of (Oid type)
{
  switch (type)
    {
    case TYPE_BOOL:
      return OUTLAY_POSTGRESQL_BOOL;
    case TYPE_INT2:
      return OUTLAY_POSTGRESQL_INT2;
    case TYPE_INT4:
      return OUTLAY_POSTGRESQL_INT4;
    case TYPE_INT8:
      return OUTLAY_POSTGRESQL_INT8;
    case TYPE_TEXT:
    case TYPE_VARCHAR:
    case TYPE_NAME:
      return OUTLAY_POSTGRESQL_TEXT;
    case TYPE_BYTEA:
      return OUTLAY_POSTGRESQL_BYTES;
    default:
      return OUTLAY_POSTGRESQL_OTHER;
    }
}

static gboolean
fits (OutlayPostgresqlKind kind, gint64 value)
{
  switch (kind)
    {
    case OUTLAY_POSTGRESQL_BOOL:
      return value == 0 || value == 1;
    case OUTLAY_POSTGRESQL_INT2:
      return value >= G_MININT16 && value <= G_MAXINT16;
    case OUTLAY_POSTGRESQL_INT4:
      return value >= G_MININT32 && value <= G_MAXINT32;
    default:
      return TRUE;
    }
}

static int
size_of (OutlayPostgresqlKind kind)
{
  switch (kind)
    {
    case OUTLAY_POSTGRESQL_BOOL:
      return 1;
    case OUTLAY_POSTGRESQL_INT2:
      return 2;
    case OUTLAY_POSTGRESQL_INT4:
      return 4;
    default:
      return 8;
    }
}

int
outlay_postgresql_write_int (OutlayPostgresqlKind kind, gint64 value, char *to, int *is_binary)
{
  int size = size_of (kind);
  guint64 bytes = GUINT64_TO_BE ((guint64) value);

  if (!fits (kind, value))
    return -1;

  *is_binary = outlay_postgresql_kind_is_number (kind);
  if (!*is_binary)
    return g_snprintf (to, OUTLAY_POSTGRESQL_NUMBER_SIZE, "%" G_GINT64_FORMAT, value);

  /* The most significant byte comes first: a shorter number is the last bytes. */
  memcpy (to, (const char *) &bytes + sizeof bytes - size, (gsize) size);

  return size;
}

gint64
outlay_postgresql_read_int (OutlayPostgresqlKind kind, const char *value, int length)
{
  guint64 number;

  if (kind == OUTLAY_POSTGRESQL_TEXT)
    return g_ascii_strtoll (value, NULL, 10);
  if (!outlay_postgresql_kind_is_number (kind) || length != size_of (kind))
    return 0;

  if (kind == OUTLAY_POSTGRESQL_INT8)
    {
      memcpy (&number, value, sizeof number);
      return (gint64) GUINT64_FROM_BE (number);
    }

  /* Of a negative one all higher bits are set. */
  number = kind != OUTLAY_POSTGRESQL_BOOL && (guchar) value[0] >= 0x80 ? ~G_GUINT64_CONSTANT (0)
                                                                       : 0;
  for (int i = 0; i < length; i++)
    number = number << 8 | (guchar) value[i];

  return (gint64) number;
}
