/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/form/outlay-category-row.h"

#include <glib/gi18n.h>

#include "app/widgets/outlay-category-badge.h"

struct _OutlayCategoryRow
{
  AdwComboRow parent_instance;

  /* Template */
  GtkWidget *add;

  char *category;
};

G_DEFINE_FINAL_TYPE (OutlayCategoryRow, outlay_category_row, ADW_TYPE_COMBO_ROW)

enum
{
  PROP_0,
  PROP_CATEGORY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum
{
  NEW_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The categories, after one that stands for none yet: an AdwComboRow always has something
 * selected. */
static GListModel *
list_choices (OutlayCategoryStore *store)
{
  g_autoptr (OutlayCategory) none = outlay_category_new ("", _ ("Not Chosen Yet"), "", "", FALSE);
  g_autoptr (GListStore) first = g_list_store_new (OUTLAY_TYPE_CATEGORY);
  GListStore *both = g_list_store_new (G_TYPE_LIST_MODEL);

  g_list_store_append (first, none);
  g_list_store_append (both, first);
  g_list_store_append (both, store);

  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (both)));
}

static void
select_category (OutlayCategoryRow *self)
{
  GListModel *choices = adw_combo_row_get_model (ADW_COMBO_ROW (self));
  guint position = 0;

  for (guint i = 1;
       choices != NULL && self->category != NULL && i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (OutlayCategory) category = g_list_model_get_item (choices, i);

      if (g_str_equal (outlay_category_get_id (category), self->category))
        position = i;
    }

  adw_combo_row_set_selected (ADW_COMBO_ROW (self), position);
}

/* Taking and giving back the same selection ends here, as the id is then the same. */
static void
selected_cb (OutlayCategoryRow *self)
{
  OutlayCategory *selected = adw_combo_row_get_selected_item (ADW_COMBO_ROW (self));
  const char *id = selected != NULL ? outlay_category_get_id (selected) : "";

  if (g_set_str (&self->category, *id != '\0' ? id : NULL))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CATEGORY]);
}

static void
add_cb (OutlayCategoryRow *self)
{
  g_signal_emit (self, signals[NEW_WANTED], 0);
}

static void
outlay_category_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CATEGORY)
    g_value_set_string (value, OUTLAY_CATEGORY_ROW (object)->category);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
outlay_category_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CATEGORY)
    outlay_category_row_set_category (OUTLAY_CATEGORY_ROW (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
outlay_category_row_finalize (GObject *object)
{
  g_free (OUTLAY_CATEGORY_ROW (object)->category);

  G_OBJECT_CLASS (outlay_category_row_parent_class)->finalize (object);
}

static void
outlay_category_row_class_init (OutlayCategoryRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = outlay_category_row_get_property;
  object_class->set_property = outlay_category_row_set_property;
  object_class->finalize = outlay_category_row_finalize;

  props[PROP_CATEGORY] = g_param_spec_string ("category", NULL, NULL, NULL,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                  G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (OUTLAY_TYPE_CATEGORY);
  g_type_ensure (OUTLAY_TYPE_CATEGORY_BADGE);
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/io/github/outlay/Outlay/ui/form/outlay-category-row.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), OutlayCategoryRow, add);
  gtk_widget_class_bind_template_callback (GTK_WIDGET_CLASS (klass), add_cb);

  signals[NEW_WANTED] = g_signal_new ("new-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
outlay_category_row_init (OutlayCategoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
outlay_category_row_set_store (OutlayCategoryRow *self, OutlayCategoryStore *store)
{
  g_autoptr (GListModel) choices = NULL;

  g_return_if_fail (OUTLAY_IS_CATEGORY_ROW (self));

  g_signal_handlers_disconnect_by_func (self, selected_cb, NULL);
  choices = list_choices (store);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), choices);
  select_category (self);
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

const char *
outlay_category_row_get_category (OutlayCategoryRow *self)
{
  g_return_val_if_fail (OUTLAY_IS_CATEGORY_ROW (self), NULL);
  return self->category;
}

void
outlay_category_row_set_category (OutlayCategoryRow *self, const char *id)
{
  g_return_if_fail (OUTLAY_IS_CATEGORY_ROW (self));

  if (!g_set_str (&self->category, id))
    return;

  select_category (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CATEGORY]);
}

void
outlay_category_row_set_may_add (OutlayCategoryRow *self, gboolean may_add)
{
  g_return_if_fail (OUTLAY_IS_CATEGORY_ROW (self));

  gtk_widget_set_visible (self->add, may_add);
}
