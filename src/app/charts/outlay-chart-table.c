/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-chart-table.h"

#include <glib/gi18n.h>

#include "app/charts/outlay-chart-cells.h"
#include "app/charts/outlay-chart-text.h"

struct _OutlayChartTable
{
  GtkWidget parent_instance;

  /* Owned */
  OutlayChartData *data;
  OutlayChartCells *cells; /* NULL without data */
  GtkWidget *scroller;
  GtkStringList *rows; /* the row's number; the texts are made when they are seen */

  /* Borrowed */
  GtkColumnView *view;

  OutlayChartKind kind;
};

G_DEFINE_FINAL_TYPE (OutlayChartTable, outlay_chart_table, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_DATA,
  PROP_KIND,
  N_PROPS
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static guint
get_column (GtkListItemFactory *factory)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
}

static void
setup_cb (OutlayChartTable *self, GtkColumnViewCell *cell, GtkListItemFactory *factory)
{
  GtkWidget *label = gtk_label_new (NULL);
  gboolean is_name = get_column (factory) == 0;

  gtk_label_set_xalign (GTK_LABEL (label), is_name ? 0 : 1);
  if (is_name)
    {
      /* A day has to be told from the next one, however many columns there are. */
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 18);
    }
  else
    gtk_widget_add_css_class (label, "numeric");

  gtk_column_view_cell_set_child (cell, label);
}

static void
bind_cb (OutlayChartTable *self, GtkColumnViewCell *cell, GtkListItemFactory *factory)
{
  GtkWidget *label = gtk_column_view_cell_get_child (cell);
  guint row = gtk_column_view_cell_get_position (cell);
  g_autofree char *text = outlay_chart_cells_dup_text (self->cells, row, get_column (factory));

  gtk_label_set_text (GTK_LABEL (label), text);
  if (outlay_chart_cells_is_total (self->cells, row))
    gtk_widget_add_css_class (label, "heading");
  else
    gtk_widget_remove_css_class (label, "heading");
}

static void
add_column (OutlayChartTable *self, guint column)
{
  g_autofree char *title = outlay_chart_cells_dup_title (self->cells, column);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (column));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);

  view_column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (view_column, column == 0);
  gtk_column_view_append_column (self->view, view_column);
}

/* The headings of numbers stand over the numbers; a column has no property for it. */
static void
align_headings (OutlayChartTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *heading = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; heading != NULL; i++, heading = gtk_widget_get_next_sibling (heading))
    {
      GtkWidget *content = gtk_widget_get_first_child (heading);

      if (i > 0 && content != NULL)
        gtk_widget_set_halign (content, GTK_ALIGN_END);
    }
}

static void
remove_columns (OutlayChartTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

static void
fill (OutlayChartTable *self)
{
  guint n_rows = outlay_chart_cells_get_n_rows (self->cells);
  guint n_columns = outlay_chart_cells_get_n_columns (self->cells);
  g_autofree char *label = outlay_chart_text_summarize (self->data, self->kind);
  g_auto (GStrv) names = g_new0 (char *, n_rows + 1);

  for (guint i = 0; i < n_rows; i++)
    names[i] = g_strdup_printf ("%u", i);

  for (guint i = 0; i < n_columns; i++)
    add_column (self, i);

  align_headings (self);
  gtk_string_list_splice (self->rows, 0, 0, (const char *const *) names);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static void
update (OutlayChartTable *self)
{
  gtk_string_list_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                          NULL);
  remove_columns (self);
  g_clear_pointer (&self->cells, outlay_chart_cells_free);

  if (self->data == NULL)
    return;

  self->cells = outlay_chart_cells_new (self->data, self->kind);
  fill (self);
}

static void
activate_cb (OutlayChartTable *self, guint position)
{
  guint series, bucket;

  outlay_chart_cells_get_place (self->cells, position, &series, &bucket);
  g_signal_emit (self, signals[ACTIVATED], 0, series, bucket);
}

static void
outlay_chart_table_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayChartTable *self = OUTLAY_CHART_TABLE (object);

  switch (id)
    {
    case PROP_DATA:
      g_value_set_object (value, self->data);
      break;
    case PROP_KIND:
      g_value_set_uint (value, self->kind);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_chart_table_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OutlayChartTable *self = OUTLAY_CHART_TABLE (object);

  switch (id)
    {
    case PROP_DATA:
      outlay_chart_table_set_data (self, g_value_get_object (value));
      break;
    case PROP_KIND:
      self->kind = g_value_get_uint (value);
      update (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_chart_table_dispose (GObject *object)
{
  OutlayChartTable *self = OUTLAY_CHART_TABLE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->cells, outlay_chart_cells_free);
  g_clear_object (&self->rows);
  g_clear_object (&self->data);

  G_OBJECT_CLASS (outlay_chart_table_parent_class)->dispose (object);
}

static void
outlay_chart_table_class_init (OutlayChartTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = outlay_chart_table_get_property;
  object_class->set_property = outlay_chart_table_set_property;
  object_class->dispose = outlay_chart_table_dispose;

  props[PROP_DATA] = g_param_spec_object ("data", NULL, NULL, OUTLAY_TYPE_CHART_DATA,
                                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                              G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_KIND] = g_param_spec_uint ("kind", NULL, NULL, OUTLAY_CHART_BARS, OUTLAY_CHART_TREND,
                                        OUTLAY_CHART_BARS,
                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "charttable");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
outlay_chart_table_init (OutlayChartTable *self)
{
  GtkSelectionModel *selection;

  self->rows = gtk_string_list_new (NULL);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows))));
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (selection));
  gtk_column_view_set_single_click_activate (self->view, TRUE);
  gtk_column_view_set_reorderable (self->view, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
outlay_chart_table_new (OutlayChartKind kind)
{
  return g_object_new (OUTLAY_TYPE_CHART_TABLE, "kind", kind, NULL);
}

void
outlay_chart_table_set_data (OutlayChartTable *self, OutlayChartData *data)
{
  g_return_if_fail (OUTLAY_IS_CHART_TABLE (self));
  g_return_if_fail (data == NULL || OUTLAY_IS_CHART_DATA (data));

  if (!g_set_object (&self->data, data))
    return;

  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DATA]);
}

static void
forward_cb (OutlayChart *chart, guint series, guint bucket)
{
  g_signal_emit_by_name (chart, "activated", series, bucket);
}

GtkWidget *
outlay_chart_create_table (OutlayChart *chart)
{
  GtkWidget *table;

  g_return_val_if_fail (OUTLAY_IS_CHART (chart), NULL);

  table = outlay_chart_table_new (outlay_chart_get_kind (chart));
  g_object_bind_property (chart, "data", table, "data", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (table, "activated", G_CALLBACK (forward_cb), chart, G_CONNECT_SWAPPED);

  return table;
}
