/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/categories/outlay-category-look.h"

#include <glib/gi18n.h>

#include "core/expense/outlay-category.h"

struct _OutlayCategoryLook
{
  GtkBox parent_instance;

  /* Children */
  GtkWidget *colors; /* AdwWrapBox */
  GtkWidget *icons;

  char *icon;
  char *color;
  gboolean is_setting;
};

G_DEFINE_FINAL_TYPE (OutlayCategoryLook, outlay_category_look, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_ICON,
  PROP_COLOR,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

typedef struct
{
  const char *value;
  const char *name;
} Choice;

static const Choice colors[] = {
  { "blue", N_ ("Blue") },     { "teal", N_ ("Teal") },     { "green", N_ ("Green") },
  { "yellow", N_ ("Yellow") }, { "orange", N_ ("Orange") }, { "red", N_ ("Red") },
  { "pink", N_ ("Pink") },     { "purple", N_ ("Purple") }, { "brown", N_ ("Brown") },
  { "slate", N_ ("Slate") },
};

static const Choice icons[] = {
  { "outlay-travel-symbolic", N_ ("Plane") },
  { "outlay-train-symbolic", N_ ("Train") },
  { "outlay-taxi-symbolic", N_ ("Car") },
  { "outlay-parking-symbolic", N_ ("Parking") },
  { "outlay-fuel-symbolic", N_ ("Fuel") },
  { "outlay-lodging-symbolic", N_ ("Bed") },
  { "outlay-meals-symbolic", N_ ("Fork and knife") },
  { "outlay-coffee-symbolic", N_ ("Cup") },
  { "outlay-entertainment-symbolic", N_ ("Glass") },
  { "outlay-event-symbolic", N_ ("Calendar") },
  { "outlay-gift-symbolic", N_ ("Gift") },
  { "outlay-shopping-symbolic", N_ ("Shopping bag") },
  { "outlay-phone-symbolic", N_ ("Phone") },
  { "outlay-internet-symbolic", N_ ("Internet") },
  { "outlay-software-symbolic", N_ ("Software") },
  { "outlay-equipment-symbolic", N_ ("Screen") },
  { "outlay-supplies-symbolic", N_ ("Pencil") },
  { "outlay-tools-symbolic", N_ ("Wrench") },
  { "outlay-book-symbolic", N_ ("Book") },
  { "outlay-training-symbolic", N_ ("Mortarboard") },
  { "outlay-office-symbolic", N_ ("Office building") },
  { "outlay-home-symbolic", N_ ("House") },
  { "outlay-cleaning-symbolic", N_ ("Water") },
  { "outlay-health-symbolic", N_ ("Health") },
  { "outlay-insurance-symbolic", N_ ("Insurance") },
  { "outlay-postage-symbolic", N_ ("Parcel") },
  { "outlay-fees-symbolic", N_ ("Bank") },
  { "outlay-tag-symbolic", N_ ("Tag") },
  { "outlay-other-symbolic", N_ ("Dots") },
};

static const char *
get_value (gpointer button)
{
  return g_object_get_data (G_OBJECT (button), "value");
}

static void
chosen_cb (OutlayCategoryLook *self, GParamSpec *pspec, GtkCheckButton *button)
{
  gboolean is_color = gtk_widget_get_parent (GTK_WIDGET (button)) == self->colors;

  if (self->is_setting || !gtk_check_button_get_active (button))
    return;

  if (g_set_str (is_color ? &self->color : &self->icon, get_value (button)))
    g_object_notify_by_pspec (G_OBJECT (self), props[is_color ? PROP_COLOR : PROP_ICON]);
}

/* Returns the button, for those that come after it to be of its group. */
static GtkCheckButton *
add_choice (OutlayCategoryLook *self, GtkWidget *box, const Choice *choice, GtkCheckButton *group)
{
  GtkWidget *button = gtk_check_button_new ();

  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), group);
  g_object_set_data (G_OBJECT (button), "value", (gpointer) choice->value);
  gtk_widget_set_tooltip_text (button, _ (choice->name));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (choice->name), -1);
  g_signal_connect_object (button, "notify::active", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  adw_wrap_box_append (ADW_WRAP_BOX (box), button);

  return GTK_CHECK_BUTTON (button);
}

/* One of the group is always there without being seen: it is chosen where none of the others is. */
static GtkCheckButton *
add_nothing (GtkWidget *box)
{
  GtkWidget *button = gtk_check_button_new ();

  gtk_widget_set_visible (button, FALSE);
  adw_wrap_box_append (ADW_WRAP_BOX (box), button);

  return GTK_CHECK_BUTTON (button);
}

static GtkWidget *
add_box (OutlayCategoryLook *self, const char *title)
{
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *box = g_object_new (ADW_TYPE_WRAP_BOX, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_RADIO_GROUP, NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (self), label);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 8);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 8);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label,
                                  NULL, -1);
  gtk_box_append (GTK_BOX (self), box);

  return box;
}

static void
show_choice (GtkWidget *box, const char *value)
{
  GtkWidget *none = gtk_widget_get_first_child (box);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (none), TRUE);
  for (GtkWidget *child = none; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (g_strcmp0 (get_value (child), value) == 0 && value != NULL)
      gtk_check_button_set_active (GTK_CHECK_BUTTON (child), TRUE);
}

static void
outlay_category_look_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayCategoryLook *self = OUTLAY_CATEGORY_LOOK (object);

  switch (id)
    {
    case PROP_ICON:
      g_value_set_string (value, self->icon);
      break;
    case PROP_COLOR:
      g_value_set_string (value, self->color);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_category_look_finalize (GObject *object)
{
  OutlayCategoryLook *self = OUTLAY_CATEGORY_LOOK (object);

  g_free (self->icon);
  g_free (self->color);

  G_OBJECT_CLASS (outlay_category_look_parent_class)->finalize (object);
}

static void
outlay_category_look_class_init (OutlayCategoryLookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = outlay_category_look_get_property;
  object_class->finalize = outlay_category_look_finalize;

  props[PROP_ICON] = g_param_spec_string ("icon", NULL, NULL, NULL, flags);
  props[PROP_COLOR] = g_param_spec_string ("color", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
outlay_category_look_init (OutlayCategoryLook *self)
{
  GtkCheckButton *group;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);

  self->colors = add_box (self, _ ("Color"));
  gtk_widget_set_margin_bottom (self->colors, 10);
  group = add_nothing (self->colors);
  for (gsize i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      GtkWidget *button = GTK_WIDGET (add_choice (self, self->colors, &colors[i], group));

      gtk_widget_add_css_class (button, "swatch");
      gtk_widget_add_css_class (button, colors[i].value);
    }

  self->icons = add_box (self, _ ("Icon"));
  group = add_nothing (self->icons);
  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    {
      GtkCheckButton *button = add_choice (self, self->icons, &icons[i], group);

      gtk_widget_add_css_class (GTK_WIDGET (button), "icon-choice");
      gtk_check_button_set_child (button, gtk_image_new_from_icon_name (icons[i].value));
    }

  outlay_category_look_set (self, icons[0].value, colors[0].value);
}

static gboolean
is_used (GListModel *categories, const char *color)
{
  for (guint i = 0; i < g_list_model_get_n_items (categories); i++)
    {
      g_autoptr (OutlayCategory) category = g_list_model_get_item (categories, i);

      if (g_str_equal (outlay_category_get_color (category), color))
        return TRUE;
    }

  return FALSE;
}

void
outlay_category_look_propose (OutlayCategoryLook *self, GListModel *categories)
{
  gsize i = 0;

  g_return_if_fail (OUTLAY_IS_CATEGORY_LOOK (self));

  while (i + 1 < G_N_ELEMENTS (colors) && is_used (categories, colors[i].value))
    i++;
  outlay_category_look_set (self, "outlay-tag-symbolic", colors[i].value);
}

const char *
outlay_category_look_get_icon (OutlayCategoryLook *self)
{
  g_return_val_if_fail (OUTLAY_IS_CATEGORY_LOOK (self), NULL);
  return self->icon;
}

const char *
outlay_category_look_get_color (OutlayCategoryLook *self)
{
  g_return_val_if_fail (OUTLAY_IS_CATEGORY_LOOK (self), NULL);
  return self->color;
}

void
outlay_category_look_set (OutlayCategoryLook *self, const char *icon, const char *color)
{
  g_return_if_fail (OUTLAY_IS_CATEGORY_LOOK (self));

  self->is_setting = TRUE;
  show_choice (self->icons, icon);
  show_choice (self->colors, color);
  self->is_setting = FALSE;

  if (g_set_str (&self->icon, icon))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ICON]);
  if (g_set_str (&self->color, color))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COLOR]);
}
