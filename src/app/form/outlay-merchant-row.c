/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/form/outlay-merchant-row.h"

#include <glib/gi18n.h>

#define N_OFFERS 6

struct _OutlayMerchantRow
{
  AdwEntryRow parent_instance;

  /* Owned */
  OutlayExpenseStore *store;
  GtkStringList *offers;
  GtkSingleSelection *selection;

  GtkWidget *popover;
  gboolean is_taking;
};

G_DEFINE_FINAL_TYPE (OutlayMerchantRow, outlay_merchant_row, ADW_TYPE_ENTRY_ROW)

enum
{
  COMPLETED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
hide_offers (OutlayMerchantRow *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
update_offers (OutlayMerchantRow *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self));
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->offers));
  g_auto (GStrv) names = NULL;

  if (*typed != '\0' && self->store != NULL)
    names = outlay_expense_store_complete_merchant (self->store, typed, N_OFFERS);

  /* What is typed in full needs no completion. */
  if (names != NULL && names[0] != NULL && names[1] == NULL && g_str_equal (names[0], typed))
    g_clear_pointer (&names, g_strfreev);

  gtk_string_list_splice (self->offers, 0, n_old, (const char *const *) names);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

static void
take (OutlayMerchantRow *self, guint position)
{
  const char *name = gtk_string_list_get_string (self->offers, position);
  g_autofree char *taken = g_strdup (name);

  if (taken == NULL)
    return;

  self->is_taking = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), taken);
  gtk_editable_set_position (GTK_EDITABLE (self), -1);
  self->is_taking = FALSE;
  hide_offers (self);
  g_signal_emit (self, signals[COMPLETED], 0);
}

/* --- callbacks ------------------------------------------------------------------------------- */

static void
changed_cb (OutlayMerchantRow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean has_focus = (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  if (self->is_taking)
    return;

  update_offers (self);
  if (has_focus && g_list_model_get_n_items (G_LIST_MODEL (self->offers)) > 0)
    {
      gtk_widget_set_size_request (self->popover, gtk_widget_get_width (widget), -1);
      gtk_popover_popup (GTK_POPOVER (self->popover));
    }
  else
    {
      hide_offers (self);
    }
}

static void
move_selection (OutlayMerchantRow *self, int step)
{
  guint n_offers = g_list_model_get_n_items (G_LIST_MODEL (self->offers));
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (selected == GTK_INVALID_LIST_POSITION)
    selected = step > 0 ? 0 : n_offers - 1;
  else
    selected = (selected + n_offers + (guint) step) % n_offers;

  gtk_single_selection_set_selected (self->selection, selected);
}

static gboolean
key_pressed_cb (OutlayMerchantRow *self, guint key, guint code, GdkModifierType modifiers)
{
  guint selected = gtk_single_selection_get_selected (self->selection);
  gboolean has_offers = gtk_widget_get_visible (self->popover) &&
                        g_list_model_get_n_items (G_LIST_MODEL (self->offers)) > 0;

  if (!has_offers || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move_selection (self, 1);
      return GDK_EVENT_STOP;

    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move_selection (self, -1);
      return GDK_EVENT_STOP;

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
      if (selected == GTK_INVALID_LIST_POSITION)
        return GDK_EVENT_PROPAGATE;
      take (self, selected);
      /* Tab goes on to the next field, as hands expect. */
      return key == GDK_KEY_Tab ? GDK_EVENT_PROPAGATE : GDK_EVENT_STOP;

    case GDK_KEY_Escape:
      hide_offers (self);
      return GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
activate_cb (OutlayMerchantRow *self, guint position)
{
  take (self, position);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *name = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (name));
}

/* --- the widget ------------------------------------------------------------------------------ */

static void
make_popover (OutlayMerchantRow *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);

  list = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_widget_set_can_focus (list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Merchants used before"), -1);
  g_signal_connect_swapped (list, "activate", G_CALLBACK (activate_cb), self);

  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), list);
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}

static void
outlay_merchant_row_dispose (GObject *object)
{
  OutlayMerchantRow *self = OUTLAY_MERCHANT_ROW (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->offers);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (outlay_merchant_row_parent_class)->dispose (object);
}

static void
outlay_merchant_row_class_init (OutlayMerchantRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = outlay_merchant_row_dispose;

  signals[COMPLETED] = g_signal_new ("completed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
outlay_merchant_row_init (OutlayMerchantRow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->offers = gtk_string_list_new (NULL);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->offers)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  make_popover (self);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (hide_offers), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
}

void
outlay_merchant_row_set_store (OutlayMerchantRow *self, OutlayExpenseStore *store)
{
  g_return_if_fail (OUTLAY_IS_MERCHANT_ROW (self));
  g_set_object (&self->store, store);
}

GListModel *
outlay_merchant_row_get_offers (OutlayMerchantRow *self)
{
  g_return_val_if_fail (OUTLAY_IS_MERCHANT_ROW (self), NULL);
  return G_LIST_MODEL (self->offers);
}
