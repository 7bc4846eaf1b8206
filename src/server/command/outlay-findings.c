/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-findings.h"

#define MAX_KEPT 1000

static void
free_finding (gpointer data)
{
  OutlayFinding *finding = data;

  g_free (finding->place);
  g_free (finding->sentence);
  g_free (finding);
}

void
outlay_findings_init (OutlayFindings *self)
{
  self->kept = g_ptr_array_new_with_free_func (free_finding);
  self->n_problems = self->n_notes = 0;
}

void
outlay_findings_clear (OutlayFindings *self)
{
  g_clear_pointer (&self->kept, g_ptr_array_unref);
}

static void G_GNUC_PRINTF (5, 0) keep (OutlayFindings *self,
                                       const char *kind,
                                       const char *place,
                                       gboolean is_note,
                                       const char *format,
                                       va_list arguments)
{
  OutlayFinding *finding;

  if (is_note)
    self->n_notes++;
  else
    self->n_problems++;
  if (self->kept->len == MAX_KEPT)
    return;

  finding = g_new (OutlayFinding, 1);
  *finding = (OutlayFinding) { kind, g_strdup (place), g_strdup_vprintf (format, arguments),
                               is_note };
  g_ptr_array_add (self->kept, finding);
}

void
outlay_findings_add (OutlayFindings *self,
                     const char *kind,
                     const char *place,
                     const char *format,
                     ...)
{
  va_list arguments;

  va_start (arguments, format);
  keep (self, kind, place, FALSE, format, arguments);
  va_end (arguments);
}

void
outlay_findings_note (OutlayFindings *self,
                      const char *kind,
                      const char *place,
                      const char *format,
                      ...)
{
  va_list arguments;

  va_start (arguments, format);
  keep (self, kind, place, TRUE, format, arguments);
  va_end (arguments);
}
