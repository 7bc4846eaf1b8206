/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/form/outlay-complaint-row.h"

struct _OutlayComplaintRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (OutlayComplaintRow, outlay_complaint_row, ADW_TYPE_PREFERENCES_ROW)

static void
outlay_complaint_row_class_init (OutlayComplaintRowClass *klass)
{
}

static void
outlay_complaint_row_init (OutlayComplaintRow *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  self->label = GTK_LABEL (label);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "error");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "complaint-row");
}

void
outlay_complaint_row_set_text (OutlayComplaintRow *self, GtkWidget *about, const char *text)
{
  g_return_if_fail (OUTLAY_IS_COMPLAINT_ROW (self));
  g_return_if_fail (GTK_IS_WIDGET (about));

  gtk_label_set_label (self->label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  if (text != NULL)
    gtk_widget_add_css_class (about, "error");
  else
    gtk_widget_remove_css_class (about, "error");

  gtk_accessible_update_state (
      GTK_ACCESSIBLE (about), GTK_ACCESSIBLE_STATE_INVALID,
      text != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

const char *
outlay_complaint_row_get_text (OutlayComplaintRow *self)
{
  g_return_val_if_fail (OUTLAY_IS_COMPLAINT_ROW (self), NULL);
  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_label (self->label) : NULL;
}
