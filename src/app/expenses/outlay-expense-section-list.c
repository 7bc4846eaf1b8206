/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/expenses/outlay-expense-section-list.h"

struct _OutlayExpenseSectionList
{
  GObject parent_instance;

  /* Owned */
  OutlayExpenseList *list;
  char *selected_id;

  guint limit;
  guint n_shown;
  guint selected; /* position of selected_id, or G_MAXUINT */
};

enum
{
  PROP_0,
  PROP_SELECTED_ID,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static GType
outlay_expense_section_list_get_item_type (GListModel *model)
{
  return OUTLAY_TYPE_EXPENSE;
}

static guint
outlay_expense_section_list_get_n_items (GListModel *model)
{
  return OUTLAY_EXPENSE_SECTION_LIST (model)->n_shown;
}

static gpointer
outlay_expense_section_list_get_item (GListModel *model, guint position)
{
  OutlayExpenseSectionList *self = OUTLAY_EXPENSE_SECTION_LIST (model);

  return position < self->n_shown ? g_list_model_get_item (G_LIST_MODEL (self->list), position)
                                  : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = outlay_expense_section_list_get_item_type;
  iface->get_n_items = outlay_expense_section_list_get_n_items;
  iface->get_item = outlay_expense_section_list_get_item;
}

static void
outlay_expense_section_list_get_section (GtkSectionModel *model,
                                         guint position,
                                         guint *start,
                                         guint *end)
{
  OutlayExpenseSectionList *self = OUTLAY_EXPENSE_SECTION_LIST (model);

  /* What GtkSectionModel asks for behind the end. */
  if (position >= self->n_shown)
    {
      *start = self->n_shown;
      *end = G_MAXUINT;
      return;
    }

  outlay_expense_list_get_month (self->list, position, start, end);
  *end = MIN (*end, self->n_shown);
}

static void
section_model_init (GtkSectionModelInterface *iface)
{
  iface->get_section = outlay_expense_section_list_get_section;
}

static gboolean
outlay_expense_section_list_is_selected (GtkSelectionModel *model, guint position)
{
  return OUTLAY_EXPENSE_SECTION_LIST (model)->selected == position;
}

static gboolean
outlay_expense_section_list_select_item (GtkSelectionModel *model,
                                         guint position,
                                         gboolean unselect_rest)
{
  g_autoptr (OutlayExpense) expense = g_list_model_get_item (G_LIST_MODEL (model), position);

  if (expense == NULL)
    return FALSE;

  outlay_expense_section_list_select (OUTLAY_EXPENSE_SECTION_LIST (model),
                                      outlay_expense_get_id (expense));

  return TRUE;
}

static gboolean
outlay_expense_section_list_unselect_item (GtkSelectionModel *model, guint position)
{
  if (OUTLAY_EXPENSE_SECTION_LIST (model)->selected == position)
    outlay_expense_section_list_select (OUTLAY_EXPENSE_SECTION_LIST (model), NULL);

  return TRUE;
}

static GtkBitset *
outlay_expense_section_list_get_selection (GtkSelectionModel *model, guint position, guint n_items)
{
  OutlayExpenseSectionList *self = OUTLAY_EXPENSE_SECTION_LIST (model);
  GtkBitset *selection = gtk_bitset_new_empty ();

  if (self->selected != G_MAXUINT)
    gtk_bitset_add (selection, self->selected);

  return selection;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = outlay_expense_section_list_is_selected;
  iface->get_selection_in_range = outlay_expense_section_list_get_selection;
  iface->select_item = outlay_expense_section_list_select_item;
  iface->unselect_item = outlay_expense_section_list_unselect_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (OutlayExpenseSectionList,
                               outlay_expense_section_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL,
                                                          section_model_init)
                                       G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                              selection_model_init))

static guint
find_selected (OutlayExpenseSectionList *self)
{
  guint position = G_MAXUINT;

  if (self->selected_id != NULL)
    position = outlay_expense_list_find (self->list, self->selected_id);

  return position < self->n_shown ? position : G_MAXUINT;
}

/* Rows that come or go may join a month that stays, or split it: its neighbours are looked at
 * again. */
static void
emit_change (OutlayExpenseSectionList *self, guint position, guint removed, guint added)
{
  guint start, end, other;

  self->selected = find_selected (self);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);

  if (self->n_shown == 0)
    return;

  outlay_expense_list_get_month (self->list, position > 0 ? position - 1 : 0, &start, &other);
  outlay_expense_list_get_month (self->list, MIN (position + added, self->n_shown - 1), &other,
                                 &end);
  gtk_section_model_sections_changed (GTK_SECTION_MODEL (self), start,
                                      MIN (end, self->n_shown) - start);
}

static void
items_changed_cb (OutlayExpenseSectionList *self,
                  guint position,
                  guint removed,
                  guint added,
                  GListModel *list)
{
  guint before = self->n_shown;

  self->n_shown = MIN (self->limit, g_list_model_get_n_items (list));

  if (self->limit == G_MAXUINT)
    emit_change (self, position, removed, added);
  else
    emit_change (self, 0, before, self->n_shown);
}

static void
outlay_expense_section_list_get_property (GObject *object,
                                          guint id,
                                          GValue *value,
                                          GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_SELECTED_ID:
      g_value_set_string (value, OUTLAY_EXPENSE_SECTION_LIST (object)->selected_id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_expense_section_list_finalize (GObject *object)
{
  OutlayExpenseSectionList *self = OUTLAY_EXPENSE_SECTION_LIST (object);

  g_clear_object (&self->list);
  g_free (self->selected_id);

  G_OBJECT_CLASS (outlay_expense_section_list_parent_class)->finalize (object);
}

static void
outlay_expense_section_list_class_init (OutlayExpenseSectionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = outlay_expense_section_list_get_property;
  object_class->finalize = outlay_expense_section_list_finalize;

  props[PROP_SELECTED_ID] = g_param_spec_string ("selected-id", NULL, NULL, NULL,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
outlay_expense_section_list_init (OutlayExpenseSectionList *self)
{
  self->selected = G_MAXUINT;
  self->limit = G_MAXUINT;
}

OutlayExpenseSectionList *
outlay_expense_section_list_new (OutlayExpenseList *list)
{
  OutlayExpenseSectionList *self;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_LIST (list), NULL);

  self = g_object_new (OUTLAY_TYPE_EXPENSE_SECTION_LIST, NULL);
  self->list = g_object_ref (list);
  self->n_shown = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

const char *
outlay_expense_section_list_get_selected_id (OutlayExpenseSectionList *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SECTION_LIST (self), NULL);

  return self->selected_id;
}

guint
outlay_expense_section_list_select (OutlayExpenseSectionList *self, const char *id)
{
  guint before;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SECTION_LIST (self), G_MAXUINT);

  if (!g_set_str (&self->selected_id, id))
    return self->selected;

  before = self->selected;
  self->selected = find_selected (self);

  if (before != G_MAXUINT)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), before, 1);
  if (self->selected != G_MAXUINT)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), self->selected, 1);

  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED_ID]);

  return self->selected;
}

void
outlay_expense_section_list_set_limit (OutlayExpenseSectionList *self, guint limit)
{
  guint before;

  g_return_if_fail (OUTLAY_IS_EXPENSE_SECTION_LIST (self));

  before = self->n_shown;
  self->limit = limit;
  self->n_shown = MIN (limit, g_list_model_get_n_items (G_LIST_MODEL (self->list)));

  if (self->n_shown > before)
    emit_change (self, before, 0, self->n_shown - before);
  else if (self->n_shown < before)
    emit_change (self, self->n_shown, before - self->n_shown, 0);
}
