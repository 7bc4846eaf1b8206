/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/widgets/outlay-icon-shape.h"

#define FOLDER "/io/github/outlay/Outlay/icons/scalable/actions/"
#define GRID 16

/* The outlines of an icon; an icon without them is not one of ours. */
typedef struct
{
  GPtrArray *paths; /* of GskPath */
  GskFillRule rule;
} Shape;

static void
shape_free (gpointer data)
{
  Shape *shape = data;

  g_ptr_array_unref (shape->paths);
  g_free (shape);
}

static const char *
find_attribute (const char **names, const char **values, const char *name)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];

  return NULL;
}

static void
add_circle (Shape *shape, const char **names, const char **values)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  const char *x = find_attribute (names, values, "cx");
  const char *y = find_attribute (names, values, "cy");
  const char *radius = find_attribute (names, values, "r");

  gsk_path_builder_add_circle (
      builder, &GRAPHENE_POINT_INIT (g_ascii_strtod (x, NULL), g_ascii_strtod (y, NULL)),
      g_ascii_strtod (radius, NULL));
  g_ptr_array_add (shape->paths, gsk_path_builder_free_to_path (builder));
}

static void
start_element_cb (GMarkupParseContext *context,
                  const char *element,
                  const char **names,
                  const char **values,
                  gpointer user_data,
                  GError **error)
{
  Shape *shape = user_data;
  const char *outline = find_attribute (names, values, "d");

  if (g_str_equal (element, "circle"))
    {
      add_circle (shape, names, values);
    }
  else if (g_str_equal (element, "path") && outline != NULL)
    {
      GskPath *path = gsk_path_parse (outline);

      if (path != NULL)
        g_ptr_array_add (shape->paths, path);
      if (g_strcmp0 (find_attribute (names, values, "fill-rule"), "evenodd") == 0)
        shape->rule = GSK_FILL_RULE_EVEN_ODD;
    }
}

static Shape *
load_shape (const char *name)
{
  const GMarkupParser parser = { .start_element = start_element_cb };
  Shape *shape = g_new0 (Shape, 1);
  g_autofree char *path = g_strconcat (FOLDER, name, ".svg", NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GMarkupParseContext)
      context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, shape, NULL);

  shape->paths = g_ptr_array_new_with_free_func ((GDestroyNotify) gsk_path_unref);

  if (bytes != NULL)
    g_markup_parse_context_parse (context, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                  NULL);

  return shape;
}

static Shape *
get_shape (const char *name)
{
  static GHashTable *shapes;
  Shape *shape;

  if (shapes == NULL)
    shapes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, shape_free);

  shape = g_hash_table_lookup (shapes, name);

  if (shape == NULL)
    {
      shape = load_shape (name);
      g_hash_table_insert (shapes, g_strdup (name), shape);
    }

  return shape;
}

static void
snapshot_from_theme (GtkWidget *widget,
                     GtkSnapshot *snapshot,
                     const char *name,
                     int size,
                     const GdkRGBA *color)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
      theme, name, NULL, size, gtk_widget_get_scale_factor (widget),
      gtk_widget_get_direction (widget), 0);

  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size,
                                            color, 1);
}

gboolean
outlay_icon_shape_draw (GtkSnapshot *snapshot, const char *name, double size, const GdkRGBA *color)
{
  Shape *shape = get_shape (name);

  if (shape->paths->len == 0)
    return FALSE;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, size / GRID, size / GRID);

  for (guint i = 0; i < shape->paths->len; i++)
    gtk_snapshot_append_fill (snapshot, g_ptr_array_index (shape->paths, i), shape->rule, color);

  gtk_snapshot_restore (snapshot);

  return TRUE;
}

void
outlay_icon_shape_snapshot (GtkWidget *widget,
                            GtkSnapshot *snapshot,
                            const char *name,
                            int size,
                            const GdkRGBA *color)
{
  if (!outlay_icon_shape_draw (snapshot, name, size, color))
    snapshot_from_theme (widget, snapshot, name, size, color);
}
