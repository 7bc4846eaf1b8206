/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <yyjson.h>

#include "server/outlay-reply.h"

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_JSON_STRING,  /* const char *, borrowed from the document */
  OUTLAY_JSON_INT,     /* gint64; 12.5 and 1e400 are refused */
  OUTLAY_JSON_BOOL,    /* gboolean */
  OUTLAY_JSON_OBJECT,  /* yyjson_val * of an object, to be read with a table of its own */
  OUTLAY_JSON_STRINGS, /* yyjson_val * of an array in which everything is a string */
  OUTLAY_JSON_OBJECTS, /* yyjson_val * of an array in which everything is an object */
} OutlayJsonType;

typedef enum
{
  OUTLAY_JSON_OPTIONAL = 0,
  OUTLAY_JSON_REQUIRED = 1 << 0, /* must be there */
  OUTLAY_JSON_NULLABLE = 1 << 1, /* may be null, which is as if it were absent */
} OutlayJsonFlags;

/**
 * OutlayJsonField:
 * @offset: of the destination in the struct that is filled, G_STRUCT_OFFSET()
 *
 * One member of an object. At most 64 in a table.
 */
typedef struct
{
  const char     *name;
  OutlayJsonType  type;
  OutlayJsonFlags flags;
  gsize           offset;
} OutlayJsonField;

/**
 * outlay_json_fields_read:
 * @object: an object, as `request->json` is
 * @prefix: (nullable): of the names in complaints: "amount" makes "amount.minor"
 * @into: struct to fill; members that are absent are left alone
 * @present: (out) (optional): one bit for each field of the table that was there, null included
 *
 * Reads an object by a table. Unknown members, missing ones and wrong types are all named in one
 * reply of status 400, and so is text that holds a NUL.
 *
 * Returns: (transfer full) (nullable): %NULL when all is well, or the reply that says what is wrong
 */
OutlayReply *outlay_json_fields_read (yyjson_val            *object,
                                      const char            *prefix,
                                      const OutlayJsonField *fields,
                                      guint                  n_fields,
                                      gpointer               into,
                                      guint64               *present);

G_END_DECLS
