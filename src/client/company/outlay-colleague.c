/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/company/outlay-colleague.h"

#include "client/wire/outlay-json-object.h"

struct _OutlayColleague
{
  GObject parent_instance;

  char *id;
  char *name;
  char *email;
  char *department;
  OutlayRole role;
  gboolean is_disabled;
  gint64 revision;
};

G_DEFINE_FINAL_TYPE (OutlayColleague, outlay_colleague, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_NAME,
  PROP_EMAIL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
outlay_colleague_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  OutlayColleague *self = OUTLAY_COLLEAGUE (object);

  switch (property)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_EMAIL:
      g_value_set_string (value, self->email);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
outlay_colleague_finalize (GObject *object)
{
  OutlayColleague *self = OUTLAY_COLLEAGUE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->department, g_free);

  G_OBJECT_CLASS (outlay_colleague_parent_class)->finalize (object);
}

static void
outlay_colleague_class_init (OutlayColleagueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = outlay_colleague_get_property;
  object_class->finalize = outlay_colleague_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_EMAIL] = g_param_spec_string ("email", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
outlay_colleague_init (OutlayColleague *self)
{
}

OutlayColleague *
outlay_colleague_read (JsonObject *object, GError **error)
{
  const char *id, *name, *email, *role_name, *department;
  gboolean is_disabled;
  gint64 revision;
  OutlayRole role;
  OutlayColleague *self;

  if (!outlay_json_read_id (object, "id", &id, error) ||
      !outlay_json_read_text (object, "name", &name, error) ||
      !outlay_json_read_text (object, "email", &email, error) ||
      !outlay_json_read_text (object, "role", &role_name, error) ||
      !outlay_json_read_boolean (object, "disabled", &is_disabled, error) ||
      !outlay_json_read_nullable_text (object, "department", &department, error) ||
      !outlay_json_read_int (object, "revision", 1, G_MAXINT64, &revision, error))
    return NULL;

  if (!outlay_role_from_string (role_name, &role))
    {
      outlay_json_refuse ("role", error);
      return NULL;
    }

  self = g_object_new (OUTLAY_TYPE_COLLEAGUE, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->email = g_strdup (email);
  self->department = g_strdup (department != NULL ? department : "");
  self->role = role;
  self->is_disabled = is_disabled;
  self->revision = revision;

  return self;
}

const char *
outlay_colleague_get_id (OutlayColleague *self)
{
  g_return_val_if_fail (OUTLAY_IS_COLLEAGUE (self), NULL);

  return self->id;
}

const char *
outlay_colleague_get_name (OutlayColleague *self)
{
  g_return_val_if_fail (OUTLAY_IS_COLLEAGUE (self), NULL);

  return self->name;
}

const char *
outlay_colleague_get_department (OutlayColleague *self)
{
  g_return_val_if_fail (OUTLAY_IS_COLLEAGUE (self), NULL);

  return self->department;
}

const char *
outlay_colleague_get_email (OutlayColleague *self)
{
  g_return_val_if_fail (OUTLAY_IS_COLLEAGUE (self), NULL);

  return self->email;
}

OutlayRole
outlay_colleague_get_role (OutlayColleague *self)
{
  g_return_val_if_fail (OUTLAY_IS_COLLEAGUE (self), OUTLAY_ROLE_EMPLOYEE);

  return self->role;
}

gboolean
outlay_colleague_is_disabled (OutlayColleague *self)
{
  g_return_val_if_fail (OUTLAY_IS_COLLEAGUE (self), FALSE);

  return self->is_disabled;
}

gint64
outlay_colleague_get_revision (OutlayColleague *self)
{
  g_return_val_if_fail (OUTLAY_IS_COLLEAGUE (self), 0);

  return self->revision;
}
