/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/expenses/outlay-history-list.h"

#include <glib/gi18n.h>

#include "app/widgets/outlay-day-text.h"
#include "app/widgets/outlay-state-text.h"

struct _OutlayHistoryList
{
  AdwBin parent_instance;

  /* Child */
  AdwPreferencesGroup *group;
  GtkListBox *box;

  /* Owned */
  GListModel *events;
};

G_DEFINE_FINAL_TYPE (OutlayHistoryList, outlay_history_list, ADW_TYPE_BIN)

enum
{
  PROOF_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
look_cb (OutlayHistoryList *self, GtkWidget *button)
{
  g_signal_emit (self, signals[PROOF_WANTED], 0, gtk_widget_get_name (button));
}

/* What was shown when it was decided can be looked at again, even after a new proof has come. */
static GtkWidget *
create_look_button (OutlayHistoryList *self, OutlayEvent *event)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("outlay-receipt-symbolic");

  gtk_widget_set_name (button, outlay_event_get_proof_digest (event));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Look at the Proof of That Time"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Look at the Proof of That Time"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (look_cb), self, G_CONNECT_SWAPPED);

  return button;
}

static char *
describe (OutlayEvent *event)
{
  const char *name = outlay_event_get_actor_name (event);
  g_autofree char *when = outlay_moment_to_text (outlay_event_get_at (event), g_get_real_time ());

  if (name == NULL || *name == '\0')
    return g_steal_pointer (&when);

  /* Translators: who did something, and when. */
  return g_strdup_printf (_ ("%s · %s"), name, when);
}

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  OutlayHistoryList *self = OUTLAY_HISTORY_LIST (user_data);
  OutlayEvent *event = OUTLAY_EVENT (item);
  const char *reason = outlay_event_get_reason (event);
  const char *digest = outlay_event_get_proof_digest (event);
  GtkWidget *row = adw_action_row_new ();
  OutlayMark mark = outlay_state_get_mark (outlay_event_get_to (event));
  g_autofree char *who_and_when = describe (event);
  g_autofree char *subtitle = NULL;

  /* Translators: a reason in quotation marks. */
  g_autofree char *quoted = reason != NULL && *reason != '\0' ? g_strdup_printf (_ ("“%s”"), reason)
                                                              : NULL;

  subtitle = quoted != NULL ? g_strjoin ("\n", quoted, who_and_when, NULL)
                            : g_steal_pointer (&who_and_when);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 outlay_action_get_past (outlay_event_get_action (event)));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (mark.icon));

  if (digest != NULL && *digest != '\0')
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_look_button (self, event));

  return row;
}

static void
update_visible (OutlayHistoryList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self),
                          self->events != NULL && g_list_model_get_n_items (self->events) > 0);
}

static void
outlay_history_list_dispose (GObject *object)
{
  OutlayHistoryList *self = OUTLAY_HISTORY_LIST (object);

  if (self->box != NULL)
    gtk_list_box_bind_model (self->box, NULL, NULL, NULL, NULL);

  self->box = NULL;
  g_clear_object (&self->events);

  G_OBJECT_CLASS (outlay_history_list_parent_class)->dispose (object);
}

static void
outlay_history_list_class_init (OutlayHistoryListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = outlay_history_list_dispose;

  signals[PROOF_WANTED] = g_signal_new ("proof-wanted", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_STRING);
}

static void
outlay_history_list_init (OutlayHistoryList *self)
{
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->box = GTK_LIST_BOX (gtk_list_box_new ());

  adw_preferences_group_set_title (self->group, _ ("History"));
  gtk_list_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("History"), -1);
  adw_preferences_group_add (self->group, GTK_WIDGET (self->box));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
outlay_history_list_set_events (OutlayHistoryList *self, GListModel *events)
{
  g_return_if_fail (OUTLAY_IS_HISTORY_LIST (self));

  if (self->events != NULL)
    g_signal_handlers_disconnect_by_func (self->events, update_visible, self);

  g_set_object (&self->events, events);
  gtk_list_box_bind_model (self->box, events, create_row_cb, self, NULL);

  if (events != NULL)
    g_signal_connect_object (events, "items-changed", G_CALLBACK (update_visible), self,
                             G_CONNECT_SWAPPED);

  update_visible (self);
}

const char *
outlay_history_find_rejection (GListModel *events)
{
  for (guint i = g_list_model_get_n_items (events); i > 0; i--)
    {
      g_autoptr (OutlayEvent) event = g_list_model_get_item (events, i - 1);

      /* The model keeps it alive. */
      if (outlay_event_get_action (event) == OUTLAY_ACTION_REJECT)
        return outlay_event_get_reason (event);
    }

  return NULL;
}
