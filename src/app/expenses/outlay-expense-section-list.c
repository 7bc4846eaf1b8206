/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/expenses/outlay-expense-section-list.h"

struct _OutlayExpenseSectionList
{
  GObject parent_instance;

  /* Owned */
  OutlayExpenseList *list;
};

static GType
outlay_expense_section_list_get_item_type (GListModel *model)
{
  return OUTLAY_TYPE_EXPENSE;
}

static guint
outlay_expense_section_list_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (OUTLAY_EXPENSE_SECTION_LIST (model)->list));
}

static gpointer
outlay_expense_section_list_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (OUTLAY_EXPENSE_SECTION_LIST (model)->list), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = outlay_expense_section_list_get_item_type;
  iface->get_n_items = outlay_expense_section_list_get_n_items;
  iface->get_item = outlay_expense_section_list_get_item;
}

static void
outlay_expense_section_list_get_section (GtkSectionModel *model, guint position, guint *start,
                                         guint *end)
{
  OutlayExpenseSectionList *self = OUTLAY_EXPENSE_SECTION_LIST (model);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  /* What GtkSectionModel asks for behind the end. */
  if (position >= n_items)
    {
      *start = n_items;
      *end = G_MAXUINT;
      return;
    }

  outlay_expense_list_get_month (self->list, position, start, end);
}

static void
section_model_init (GtkSectionModelInterface *iface)
{
  iface->get_section = outlay_expense_section_list_get_section;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (OutlayExpenseSectionList, outlay_expense_section_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL,
                                                          section_model_init))

/* Rows that come or go may join a month that stays, or split it: its neighbours are looked at again. */
static void
items_changed_cb (OutlayExpenseSectionList *self, guint position, guint removed, guint added,
                  GListModel *list)
{
  guint n_items = g_list_model_get_n_items (list);
  guint start, end, other;

  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);

  if (n_items == 0)
    return;

  outlay_expense_list_get_month (self->list, position > 0 ? position - 1 : 0, &start, &other);
  outlay_expense_list_get_month (self->list, MIN (position + added, n_items - 1), &other, &end);
  gtk_section_model_sections_changed (GTK_SECTION_MODEL (self), start, end - start);
}

static void
outlay_expense_section_list_finalize (GObject *object)
{
  g_clear_object (&OUTLAY_EXPENSE_SECTION_LIST (object)->list);

  G_OBJECT_CLASS (outlay_expense_section_list_parent_class)->finalize (object);
}

static void
outlay_expense_section_list_class_init (OutlayExpenseSectionListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_expense_section_list_finalize;
}

static void
outlay_expense_section_list_init (OutlayExpenseSectionList *self)
{
}

OutlayExpenseSectionList *
outlay_expense_section_list_new (OutlayExpenseList *list)
{
  OutlayExpenseSectionList *self;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE_LIST (list), NULL);

  self = g_object_new (OUTLAY_TYPE_EXPENSE_SECTION_LIST, NULL);
  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

OutlayExpenseList *
outlay_expense_section_list_get_list (OutlayExpenseSectionList *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_SECTION_LIST (self), NULL);

  return self->list;
}
