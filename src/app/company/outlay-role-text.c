/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/company/outlay-role-text.h"

#include <glib/gi18n.h>

const char *
outlay_role_to_text (OutlayRole role)
{
  switch (role)
    {
    case OUTLAY_ROLE_REVIEWER:
      return _ ("Reviewer");
    case OUTLAY_ROLE_ADMIN:
      return _ ("Administrator");
    case OUTLAY_ROLE_EMPLOYEE:
    default:
      return _ ("Employee");
    }
}

const char *
outlay_role_to_explanation (OutlayRole role)
{
  switch (role)
    {
    case OUTLAY_ROLE_REVIEWER:
      return _ ("Files expenses, and decides on those of others");
    case OUTLAY_ROLE_ADMIN:
      return _ ("Also reimburses, and looks after people and policy");
    case OUTLAY_ROLE_EMPLOYEE:
    default:
      return _ ("Files expenses");
    }
}

static void
explain (AdwComboRow *row)
{
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (row),
      outlay_role_to_explanation ((OutlayRole) adw_combo_row_get_selected (row)));
}

void
outlay_role_fill_row (AdwComboRow *row, OutlayRole selected)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (int role = OUTLAY_ROLE_EMPLOYEE; role <= (int) OUTLAY_ROLE_ADMIN; role++)
    gtk_string_list_append (names, outlay_role_to_text ((OutlayRole) role));

  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (row, (guint) selected);
  g_signal_connect (row, "notify::selected", G_CALLBACK (explain), NULL);
  explain (row);
}
