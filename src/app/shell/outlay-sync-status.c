/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/shell/outlay-sync-status.h"

#include <glib/gi18n.h>

char *
outlay_sync_status_describe (OutlaySyncState state,
                             guint n_waiting,
                             guint n_stuck,
                             const char **icon)
{
  /* What the person has to do comes before what goes on by itself. */
  if (state == OUTLAY_SYNC_SIGN_IN)
    {
      *icon = "outlay-attention-symbolic";
      return g_strdup (_ ("Sign in again"));
    }

  if (n_stuck > 0)
    {
      *icon = "outlay-attention-symbolic";
      return g_strdup_printf (
          ngettext ("%u needs your attention", "%u need your attention", n_stuck), n_stuck);
    }

  if (state == OUTLAY_SYNC_OFFLINE)
    {
      *icon = "outlay-offline-symbolic";
      return n_waiting > 0 ? g_strdup_printf (ngettext ("Offline – %u waiting",
                                                        "Offline – %u waiting", n_waiting),
                                              n_waiting)
                           : g_strdup (_ ("Offline"));
    }

  if (n_waiting > 0)
    {
      *icon = "outlay-waiting-symbolic";
      return g_strdup_printf (
          ngettext ("%u waiting to be sent", "%u waiting to be sent", n_waiting), n_waiting);
    }

  if (state == OUTLAY_SYNC_BUSY)
    {
      *icon = "outlay-sync-symbolic";
      return g_strdup (_ ("Looking for news…"));
    }

  *icon = "outlay-approved-symbolic";
  return g_strdup (_ ("All sent"));
}
