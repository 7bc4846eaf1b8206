/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdarg.h>

#include <gio/gio.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_STATEMENT (outlay_statement_get_type ())
G_DECLARE_DERIVABLE_TYPE (OutlayStatement, outlay_statement, OUTLAY, STATEMENT, GObject)

/**
 * OutlayStatement:
 *
 * A prepared statement of one connection and its thread. Parameters count from 1, columns
 * from 0. Bound text and blobs are copied, but for bind_static_text(). Text read is valid
 * until the next step.
 */
struct _OutlayStatementClass
{
  GObjectClass parent_class;

  void        (*reset)      (OutlayStatement *self);
  void        (*bind_null)  (OutlayStatement *self, int parameter);
  void        (*bind_int)   (OutlayStatement *self, int parameter, gint64 value);
  void        (*bind_text)  (OutlayStatement *self,
                             int              parameter,
                             const char      *value,
                             gssize           length,
                             gboolean         is_static);
  void        (*bind_blob)  (OutlayStatement *self, int parameter, gconstpointer data, gsize size);
  gboolean    (*step)       (OutlayStatement *self, gboolean *has_row, GError **error);
  gboolean    (*is_null)    (OutlayStatement *self, int column);
  gint64      (*get_int)    (OutlayStatement *self, int column);
  const char *(*get_text)   (OutlayStatement *self, int column, gsize *length);
  gconstpointer (*get_blob) (OutlayStatement *self, int column, gsize *size);
  gint64      (*n_changed)  (OutlayStatement *self);
};

/**
 * outlay_statement_reset:
 *
 * Ready to run again, with every parameter NULL. Reset a read that is not stepped to its end: an
 * open row holds the picture of the database it was read from.
 */
void outlay_statement_reset            (OutlayStatement *self);
void outlay_statement_bind_null        (OutlayStatement *self, int parameter);
void outlay_statement_bind_int         (OutlayStatement *self, int parameter, gint64 value);
/* %NULL binds NULL. */
void outlay_statement_bind_text        (OutlayStatement *self, int parameter, const char *value);
/* The same without a copy: @value must live until the statement is reset. */
void outlay_statement_bind_static_text (OutlayStatement *self, int parameter, const char *value);
/* Bytes of UTF-8, for text that is not terminated. */
void outlay_statement_bind_text_with_length (OutlayStatement *self,
                                             int              parameter,
                                             const char      *value,
                                             gsize            length);
/* %NULL binds NULL, anything else of 0 bytes an empty blob. */
void outlay_statement_bind_blob        (OutlayStatement *self,
                                        int              parameter,
                                        gconstpointer    data,
                                        gsize            size);

/**
 * outlay_statement_bind:
 * @types: one letter a parameter: 's' const char * (nullable, not copied), 'i' gint64
 *   (cast it), 'n' NULL
 *
 * Resets the statement and binds $1, $2 … in one call:
 * `outlay_statement_bind (get, "ss", company, id)`.
 */
void outlay_statement_bind        (OutlayStatement *self, const char *types, ...);
void outlay_statement_bind_valist (OutlayStatement *self, const char *types, va_list values);

/**
 * outlay_statement_step:
 * @has_row: (out): whether there is a row to read; when there is none the statement has been reset
 */
gboolean outlay_statement_step (OutlayStatement *self, gboolean *has_row, GError **error);
/* Runs to the end, ignoring rows, and resets. */
gboolean outlay_statement_run  (OutlayStatement *self, GError **error);
/* Rows that the last run changed. */
gint64   outlay_statement_n_changed (OutlayStatement *self);

gboolean      outlay_statement_is_null  (OutlayStatement *self, int column);
gint64        outlay_statement_get_int  (OutlayStatement *self, int column);
/* (nullable): %NULL for SQL NULL */
const char   *outlay_statement_get_text (OutlayStatement *self, int column);
const char   *outlay_statement_get_text_with_length (OutlayStatement *self,
                                                     int              column,
                                                     gsize           *length);
gconstpointer outlay_statement_get_blob (OutlayStatement *self, int column, gsize *size);

/**
 * OutlayRow:
 *
 * A statement that stands on a row. `g_autoptr (OutlayRow)` resets it where its scope ends; who runs
 * other statements before that resets it sooner, with g_clear_pointer().
 */
typedef OutlayStatement OutlayRow;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayRow, outlay_statement_reset)

G_END_DECLS
