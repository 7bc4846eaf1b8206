/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/search/outlay-filter-person.h"

#include <glib/gi18n.h>

#include "client/transport/outlay-fiber.h"

struct _OutlayFilterPerson
{
  AdwBin parent_instance;

  /* Child */
  GtkDropDown *choice;

  /* Owned */
  OutlayExpenseSearch *search;
  OutlayWorkspace *workspace;
  GListModel *people; /* of OutlayPerson; (nullable) until they are read */

  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (OutlayFilterPerson, outlay_filter_person, ADW_TYPE_BIN)

/* 0 is anybody. */
static guint
find_position (OutlayFilterPerson *self)
{
  const char *owner = outlay_expense_search_get_owner (self->search);
  guint n_people = self->people != NULL ? g_list_model_get_n_items (self->people) : 0;

  for (guint i = 0; owner != NULL && i < n_people; i++)
    {
      g_autoptr (OutlayPerson) person = g_list_model_get_item (self->people, i);

      if (g_str_equal (outlay_person_get_id (person), owner))
        return i + 1;
    }

  return 0;
}

static void
update (OutlayFilterPerson *self)
{
  self->is_updating = TRUE;
  gtk_drop_down_set_selected (self->choice, find_position (self));
  self->is_updating = FALSE;
}

static void
selected_cb (OutlayFilterPerson *self)
{
  guint position = gtk_drop_down_get_selected (self->choice);
  g_autoptr (OutlayPerson) person = NULL;

  if (self->is_updating || self->people == NULL || position == GTK_INVALID_LIST_POSITION)
    return;

  if (position > 0)
    person = g_list_model_get_item (self->people, position - 1);
  outlay_expense_search_set_owner (self->search,
                                   person != NULL ? outlay_person_get_id (person) : NULL,
                                   person != NULL ? outlay_person_get_name (person) : NULL);
}

static void
show_people (OutlayFilterPerson *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  /* Translators: a filter: whoever filed it. */
  gtk_string_list_append (names, _ ("Anybody"));
  for (guint i = 0; i < g_list_model_get_n_items (self->people); i++)
    {
      g_autoptr (OutlayPerson) person = g_list_model_get_item (self->people, i);

      gtk_string_list_append (names, outlay_person_get_name (person));
    }

  self->is_updating = TRUE;
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (names));
  self->is_updating = FALSE;
  update (self);
}

static DexFuture *
load_fiber (gpointer data)
{
  OutlayFilterPerson *self = data;
  g_autoptr (GError) error = NULL;
  GListModel *people = dex_await_object (outlay_workspace_list_people (self->workspace), &error);

  if (people == NULL)
    {
      g_warning ("reading who has filed expenses: %s", error->message);
      return dex_future_new_for_boolean (FALSE);
    }

  /* Meanwhile it may have been closed. */
  if (self->search == NULL)
    {
      g_object_unref (people);
      return dex_future_new_for_boolean (FALSE);
    }

  g_clear_object (&self->people);
  self->people = people;
  show_people (self);

  return dex_future_new_for_boolean (TRUE);
}

/* Who has filed something changes: each time it is looked at anew. */
static void
outlay_filter_person_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (outlay_filter_person_parent_class)->map (widget);

  dex_future_disown (outlay_fiber_spawn (load_fiber, g_object_ref (widget), g_object_unref));
}

static void
outlay_filter_person_dispose (GObject *object)
{
  OutlayFilterPerson *self = OUTLAY_FILTER_PERSON (object);

  g_clear_object (&self->search);
  g_clear_object (&self->workspace);
  g_clear_object (&self->people);

  G_OBJECT_CLASS (outlay_filter_person_parent_class)->dispose (object);
}

static void
outlay_filter_person_class_init (OutlayFilterPersonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = outlay_filter_person_dispose;
  GTK_WIDGET_CLASS (klass)->map = outlay_filter_person_map;
}

static void
outlay_filter_person_init (OutlayFilterPerson *self)
{
  g_autoptr (GtkExpression)
      name = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->choice = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_drop_down_set_expression (self->choice, name);
  gtk_drop_down_set_enable_search (self->choice, TRUE);
  gtk_drop_down_set_search_match_mode (self->choice, GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Person"), -1);
  g_signal_connect_object (self->choice, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->choice));
}

GtkWidget *
outlay_filter_person_new (OutlayExpenseSearch *search, OutlayWorkspace *workspace)
{
  OutlayFilterPerson *self = g_object_new (OUTLAY_TYPE_FILTER_PERSON, NULL);

  self->search = g_object_ref (search);
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (search, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
