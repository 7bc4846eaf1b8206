/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-category.h"

/* Marks for gettext; the app translates. */
#define N_(text) text

struct _OutlayCategory
{
  GObject parent_instance;

  char *id;
  char *name;
  char *icon;
  char *color;
  gboolean is_archived;
};

G_DEFINE_FINAL_TYPE (OutlayCategory, outlay_category, G_TYPE_OBJECT)

enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_ICON,
  PROP_COLOR,
  PROP_ARCHIVED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* clang-format off */
static const OutlayCategoryDefault defaults[] = {
  { N_ ("Travel"),                   "outlay-travel-symbolic",        "blue" },
  { N_ ("Lodging"),                  "outlay-lodging-symbolic",       "purple" },
  { N_ ("Meals"),                    "outlay-meals-symbolic",         "orange" },
  { N_ ("Client entertainment"),     "outlay-entertainment-symbolic", "pink" },
  { N_ ("Taxi and parking"),         "outlay-taxi-symbolic",          "yellow" },
  { N_ ("Fuel and mileage"),         "outlay-fuel-symbolic",          "red" },
  { N_ ("Office supplies"),          "outlay-supplies-symbolic",      "green" },
  { N_ ("Software and subscriptions"), "outlay-software-symbolic",    "teal" },
  { N_ ("Phone and internet"),       "outlay-phone-symbolic",         "blue" },
  { N_ ("Training and conferences"), "outlay-training-symbolic",      "green" },
  { N_ ("Equipment"),                "outlay-equipment-symbolic",     "slate" },
  { N_ ("Postage and shipping"),     "outlay-postage-symbolic",       "brown" },
  { N_ ("Fees and charges"),         "outlay-fees-symbolic",          "slate" },
  { N_ ("Other"),                    "outlay-other-symbolic",         "slate" },
};
/* clang-format on */

static void
outlay_category_finalize (GObject *object)
{
  OutlayCategory *self = OUTLAY_CATEGORY (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->icon);
  g_free (self->color);

  G_OBJECT_CLASS (outlay_category_parent_class)->finalize (object);
}

static void
outlay_category_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  OutlayCategory *self = OUTLAY_CATEGORY (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ICON:
      g_value_set_string (value, self->icon);
      break;
    case PROP_COLOR:
      g_value_set_string (value, self->color);
      break;
    case PROP_ARCHIVED:
      g_value_set_boolean (value, self->is_archived);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
outlay_category_class_init (OutlayCategoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = outlay_category_finalize;
  object_class->get_property = outlay_category_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, "", flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_ICON] = g_param_spec_string ("icon", NULL, NULL, "", flags);
  properties[PROP_COLOR] = g_param_spec_string ("color", NULL, NULL, "", flags);
  properties[PROP_ARCHIVED] = g_param_spec_boolean ("archived", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
outlay_category_init (OutlayCategory *self)
{
}

/**
 * outlay_category_new:
 * @id: (nullable): its id; as with all text here, %NULL reads as empty
 * @name: (nullable): what people call it
 * @icon: (nullable): a symbolic icon's name
 * @color: (nullable): an Adwaita palette word
 * @archived: whether it is kept only for what already bears it
 *
 * Returns: (transfer full): a new record
 */
OutlayCategory *
outlay_category_new (const char *id,
                     const char *name,
                     const char *icon,
                     const char *color,
                     gboolean archived)
{
  OutlayCategory *self = g_object_new (OUTLAY_TYPE_CATEGORY, NULL);

  self->id = g_strdup (id != NULL ? id : "");
  self->name = g_strdup (name != NULL ? name : "");
  self->icon = g_strdup (icon != NULL ? icon : "");
  self->color = g_strdup (color != NULL ? color : "");
  self->is_archived = archived;

  return self;
}

/**
 * outlay_category_get_id:
 *
 * Returns: (transfer none): its id
 */
const char *
outlay_category_get_id (OutlayCategory *self)
{
  g_return_val_if_fail (OUTLAY_IS_CATEGORY (self), NULL);

  return self->id;
}

/**
 * outlay_category_get_name:
 *
 * Returns: (transfer none): what people call it
 */
const char *
outlay_category_get_name (OutlayCategory *self)
{
  g_return_val_if_fail (OUTLAY_IS_CATEGORY (self), NULL);

  return self->name;
}

/**
 * outlay_category_get_icon:
 *
 * Returns: (transfer none): a symbolic icon's name
 */
const char *
outlay_category_get_icon (OutlayCategory *self)
{
  g_return_val_if_fail (OUTLAY_IS_CATEGORY (self), NULL);

  return self->icon;
}

/**
 * outlay_category_get_color:
 *
 * Returns: (transfer none): an Adwaita palette word
 */
const char *
outlay_category_get_color (OutlayCategory *self)
{
  g_return_val_if_fail (OUTLAY_IS_CATEGORY (self), NULL);

  return self->color;
}

/**
 * outlay_category_is_archived:
 *
 * Returns: whether new expenses may no longer bear it
 */
gboolean
outlay_category_is_archived (OutlayCategory *self)
{
  g_return_val_if_fail (OUTLAY_IS_CATEGORY (self), FALSE);

  return self->is_archived;
}

/**
 * outlay_category_defaults:
 * @n_defaults: (out): how many there are
 *
 * Returns: (array length=n_defaults) (transfer none): what a new company, or a device on its own,
 *   starts with; names are English and marked for translation
 */
const OutlayCategoryDefault *
outlay_category_defaults (gsize *n_defaults)
{
  g_return_val_if_fail (n_defaults != NULL, NULL);

  *n_defaults = G_N_ELEMENTS (defaults);
  return defaults;
}
