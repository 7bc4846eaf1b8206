/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-statement.h"

/* The wrappers run several times a row, so that they trust their caller: no type is
 * checked here. */

G_DEFINE_ABSTRACT_TYPE (OutlayStatement, outlay_statement, G_TYPE_OBJECT)

static void
outlay_statement_class_init (OutlayStatementClass *klass)
{
}

static void
outlay_statement_init (OutlayStatement *self)
{
}

void
outlay_statement_reset (OutlayStatement *self)
{
  OUTLAY_STATEMENT_GET_CLASS (self)->reset (self);
}

void
outlay_statement_bind_null (OutlayStatement *self, int parameter)
{
  OUTLAY_STATEMENT_GET_CLASS (self)->bind_null (self, parameter);
}

void
outlay_statement_bind_int (OutlayStatement *self, int parameter, gint64 value)
{
  OUTLAY_STATEMENT_GET_CLASS (self)->bind_int (self, parameter, value);
}

static inline void
bind_text (OutlayStatement *self, int parameter, const char *value, gboolean is_static)
{
  if (value == NULL)
    OUTLAY_STATEMENT_GET_CLASS (self)->bind_null (self, parameter);
  else
    OUTLAY_STATEMENT_GET_CLASS (self)->bind_text (self, parameter, value, -1, is_static);
}

void
outlay_statement_bind_text (OutlayStatement *self, int parameter, const char *value)
{
  bind_text (self, parameter, value, FALSE);
}

void
outlay_statement_bind_static_text (OutlayStatement *self, int parameter, const char *value)
{
  bind_text (self, parameter, value, TRUE);
}

void
outlay_statement_bind_text_with_length (OutlayStatement *self,
                                        int parameter,
                                        const char *value,
                                        gsize length)
{
  if (value == NULL)
    OUTLAY_STATEMENT_GET_CLASS (self)->bind_null (self, parameter);
  else
    OUTLAY_STATEMENT_GET_CLASS (self)->bind_text (self, parameter, value, (gssize) length, FALSE);
}

void
outlay_statement_bind_blob (OutlayStatement *self, int parameter, gconstpointer data, gsize size)
{
  if (data == NULL)
    OUTLAY_STATEMENT_GET_CLASS (self)->bind_null (self, parameter);
  else
    OUTLAY_STATEMENT_GET_CLASS (self)->bind_blob (self, parameter, data, size);
}

void
outlay_statement_bind_valist (OutlayStatement *self, const char *types, va_list values)
{
  int parameter = 0;

  outlay_statement_reset (self);

  for (const char *type = types; *type != '\0'; type++)
    {
      parameter++;

      switch (*type)
        {
        case 's':
          bind_text (self, parameter, va_arg (values, const char *), TRUE);
          break;

        case 'i':
          outlay_statement_bind_int (self, parameter, va_arg (values, gint64));
          break;

        case 'n':
          outlay_statement_bind_null (self, parameter);
          break;

        default:
          g_error ("outlay_statement_bind: \"%c\" is no type", *type);
        }
    }
}

void
outlay_statement_bind (OutlayStatement *self, const char *types, ...)
{
  va_list values;

  va_start (values, types);
  outlay_statement_bind_valist (self, types, values);
  va_end (values);
}

gboolean
outlay_statement_step (OutlayStatement *self, gboolean *has_row, GError **error)
{
  return OUTLAY_STATEMENT_GET_CLASS (self)->step (self, has_row, error);
}

gboolean
outlay_statement_run (OutlayStatement *self, GError **error)
{
  gboolean (*step) (OutlayStatement *, gboolean *,
                    GError **) = OUTLAY_STATEMENT_GET_CLASS (self)->step;
  gboolean has_row;

  do
    {
      if (!step (self, &has_row, error))
        return FALSE;
    }
  while (has_row);

  return TRUE;
}

gint64
outlay_statement_n_changed (OutlayStatement *self)
{
  return OUTLAY_STATEMENT_GET_CLASS (self)->n_changed (self);
}

gboolean
outlay_statement_is_null (OutlayStatement *self, int column)
{
  return OUTLAY_STATEMENT_GET_CLASS (self)->is_null (self, column);
}

gint64
outlay_statement_get_int (OutlayStatement *self, int column)
{
  return OUTLAY_STATEMENT_GET_CLASS (self)->get_int (self, column);
}

const char *
outlay_statement_get_text (OutlayStatement *self, int column)
{
  return OUTLAY_STATEMENT_GET_CLASS (self)->get_text (self, column, NULL);
}

const char *
outlay_statement_get_text_with_length (OutlayStatement *self, int column, gsize *length)
{
  return OUTLAY_STATEMENT_GET_CLASS (self)->get_text (self, column, length);
}

gconstpointer
outlay_statement_get_blob (OutlayStatement *self, int column, gsize *size)
{
  return OUTLAY_STATEMENT_GET_CLASS (self)->get_blob (self, column, size);
}
