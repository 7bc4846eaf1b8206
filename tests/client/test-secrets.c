/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-secrets.h"

#define SERVICE "/org/freedesktop/secrets"
#define COLLECTION SERVICE "/collection/test"
#define ALIAS SERVICE "/aliases/default"
#define ITEM COLLECTION "/1"
#define SESSION SERVICE "/session/1"
#define PROMPT SERVICE "/prompt/1"

struct _TestSecrets
{
  GDBusConnection *bus;
  GDBusNodeInfo *node;
  guint name;
  guint objects[6];
  TestSecretsMood mood;
  char *kept;           /* (nullable) */
  GVariant *attributes; /* (nullable): a{ss} */
  guint n_asked;
};

static const char description[] =
    "<node>"
    "<interface name='org.freedesktop.Secret.Service'>"
    "<method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
    "<arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
    "<method name='SearchItems'><arg type='a{ss}' direction='in'/>"
    "<arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
    "<method name='Unlock'><arg type='ao' direction='in'/>"
    "<arg type='ao' direction='out'/><arg type='o' direction='out'/></method>"
    "<method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/>"
    "<arg type='a{o(oayays)}' direction='out'/></method>"
    "<method name='ReadAlias'><arg type='s' direction='in'/><arg type='o' "
    "direction='out'/></method>"
    "<property name='Collections' type='ao' access='read'/>"
    "</interface>"
    "<interface name='org.freedesktop.Secret.Collection'>"
    "<method name='CreateItem'><arg type='a{sv}' direction='in'/><arg type='(oayays)' "
    "direction='in'/>"
    "<arg type='b' direction='in'/><arg type='o' direction='out'/><arg type='o' direction='out'/>"
    "</method>"
    "<property name='Items' type='ao' access='read'/>"
    "<property name='Label' type='s' access='read'/>"
    "<property name='Locked' type='b' access='read'/>"
    "<property name='Created' type='t' access='read'/>"
    "<property name='Modified' type='t' access='read'/>"
    "</interface>"
    "<interface name='org.freedesktop.Secret.Item'>"
    "<method name='Delete'><arg type='o' direction='out'/></method>"
    "<property name='Locked' type='b' access='read'/>"
    "<property name='Attributes' type='a{ss}' access='read'/>"
    "<property name='Label' type='s' access='read'/>"
    "<property name='Created' type='t' access='read'/>"
    "<property name='Modified' type='t' access='read'/>"
    "</interface>"
    "<interface name='org.freedesktop.Secret.Session'><method name='Close'/></interface>"
    "<interface name='org.freedesktop.Secret.Prompt'>"
    "<method name='Prompt'><arg type='s' direction='in'/></method><method name='Dismiss'/>"
    "<signal name='Completed'><arg type='b'/><arg type='v'/></signal>"
    "</interface>"
    "</node>";

/* @has: whether the one item is in it */
static GVariant *
list_item (gboolean has)
{
  const char *paths[] = { ITEM, NULL };

  return g_variant_new_objv (paths, has ? 1 : 0);
}

static void
search (TestSecrets *self, GDBusMethodInvocation *invocation)
{
  gboolean is_open = self->mood == TEST_SECRETS_OPEN;

  g_dbus_method_invocation_return_value (
      invocation, g_variant_new ("(@ao@ao)", list_item (self->kept != NULL && is_open),
                                 list_item (self->kept != NULL && !is_open)));
}

static void
give_secrets (TestSecrets *self, GDBusMethodInvocation *invocation)
{
  GVariantBuilder secrets;

  g_variant_builder_init (&secrets, G_VARIANT_TYPE ("a{o(oayays)}"));
  if (self->kept != NULL && self->mood == TEST_SECRETS_OPEN)
    g_variant_builder_add (
        &secrets, "{o(o@ay@ays)}", ITEM, SESSION,
        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, NULL, 0, 1),
        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, self->kept, strlen (self->kept), 1),
        "text/plain");
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a{o(oayays)})", &secrets));
}

static void
take_secret (TestSecrets *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) properties = g_variant_get_child_value (parameters, 0);
  g_autoptr (GVariant) secret = g_variant_get_child_value (parameters, 1);
  g_autoptr (GVariant) value = g_variant_get_child_value (secret, 2);
  gsize size;
  const char *bytes = g_variant_get_fixed_array (value, &size, 1);

  if (self->mood != TEST_SECRETS_OPEN)
    {
      g_dbus_method_invocation_return_dbus_error (
          invocation, "org.freedesktop.Secret.Error.IsLocked", "The collection is locked");
      return;
    }

  g_free (self->kept);
  self->kept = g_strndup (bytes, size);
  g_clear_pointer (&self->attributes, g_variant_unref);
  self->attributes = g_variant_lookup_value (properties, "org.freedesktop.Secret.Item.Attributes",
                                             G_VARIANT_TYPE ("a{ss}"));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(oo)", ITEM, "/"));
}

static void
unlock (TestSecrets *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  gboolean is_open = self->mood == TEST_SECRETS_OPEN;
  g_autoptr (GVariant) asked = g_variant_get_child_value (parameters, 0);

  g_dbus_method_invocation_return_value (
      invocation,
      g_variant_new ("(@aoo)", is_open ? g_variant_ref (asked) : g_variant_new_objv (NULL, 0),
                     is_open ? "/" : PROMPT));
}

/* The dialog is shown, and the person closes it. */
static void
prompt (TestSecrets *self, GDBusMethodInvocation *invocation)
{
  self->n_asked++;
  g_dbus_method_invocation_return_value (invocation, NULL);
  g_dbus_connection_emit_signal (self->bus, NULL, PROMPT, "org.freedesktop.Secret.Prompt",
                                 "Completed",
                                 g_variant_new ("(bv)", TRUE, g_variant_new_objv (NULL, 0)), NULL);
}

static void
open_session (GVariant *parameters, GDBusMethodInvocation *invocation)
{
  const char *algorithm;

  g_variant_get_child (parameters, 0, "&s", &algorithm);
  if (g_str_equal (algorithm, "plain"))
    g_dbus_method_invocation_return_value (
        invocation, g_variant_new ("(vo)", g_variant_new_string (""), SESSION));
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR,
                                                   G_DBUS_ERROR_NOT_SUPPORTED, "plain alone");
}

static void
call_cb (GDBusConnection *bus,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer data)
{
  TestSecrets *self = data;

  if (self->mood == TEST_SECRETS_HANGING)
    {
      g_object_unref (invocation);
      return;
    }

  if (g_str_equal (method, "OpenSession"))
    open_session (parameters, invocation);
  else if (g_str_equal (method, "SearchItems"))
    search (self, invocation);
  else if (g_str_equal (method, "GetSecrets"))
    give_secrets (self, invocation);
  else if (g_str_equal (method, "CreateItem"))
    take_secret (self, parameters, invocation);
  else if (g_str_equal (method, "Unlock"))
    unlock (self, parameters, invocation);
  else if (g_str_equal (method, "Prompt"))
    prompt (self, invocation);
  else if (g_str_equal (method, "ReadAlias"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", COLLECTION));
  else if (g_str_equal (method, "Delete"))
    {
      g_clear_pointer (&self->kept, g_free);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", "/"));
    }
  else
    g_dbus_method_invocation_return_value (invocation, NULL);
}

static GVariant *
property_cb (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *name,
             GError **error,
             gpointer data)
{
  TestSecrets *self = data;
  const char *collections[] = { COLLECTION, NULL };

  if (g_str_equal (name, "Locked"))
    return g_variant_new_boolean (self->mood != TEST_SECRETS_OPEN);
  if (g_str_equal (name, "Collections"))
    return g_variant_new_objv (collections, 1);
  if (g_str_equal (name, "Items"))
    return list_item (self->kept != NULL);
  if (g_str_equal (name, "Attributes"))
    return self->attributes != NULL ? g_variant_ref (self->attributes)
                                    : g_variant_new_array (G_VARIANT_TYPE ("{ss}"), NULL, 0);
  if (g_str_equal (name, "Label"))
    return g_variant_new_string ("Test");

  return g_variant_new_uint64 (0);
}

TestSecrets *
test_secrets_new (TestSecretsMood mood)
{
  static const GDBusInterfaceVTable vtable = { call_cb, property_cb, NULL, { 0 } };
  static const struct
  {
    const char *path;
    const char *interface;
  } objects[] = {
    { SERVICE, "org.freedesktop.Secret.Service" },
    { COLLECTION, "org.freedesktop.Secret.Collection" },
    { ALIAS, "org.freedesktop.Secret.Collection" },
    { ITEM, "org.freedesktop.Secret.Item" },
    { SESSION, "org.freedesktop.Secret.Session" },
    { PROMPT, "org.freedesktop.Secret.Prompt" },
  };
  TestSecrets *self = g_new0 (TestSecrets, 1);
  g_autoptr (GError) error = NULL;

  /* A connection of its own: what it says reaches the program as from another process. */
  self->bus = g_dbus_connection_new_for_address_sync (
      g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
          G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);
  g_assert_no_error (error);
  self->node = g_dbus_node_info_new_for_xml (description, &error);
  g_assert_no_error (error);
  self->mood = mood;

  for (gsize i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      self->objects[i] = g_dbus_connection_register_object (
          self->bus, objects[i].path,
          g_dbus_node_info_lookup_interface (self->node, objects[i].interface), &vtable, self, NULL,
          &error);
      g_assert_no_error (error);
    }
  self->name = g_bus_own_name_on_connection (self->bus, "org.freedesktop.secrets",
                                             G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);

  return self;
}

void
test_secrets_set_mood (TestSecrets *self, TestSecretsMood mood)
{
  GVariantBuilder changed;

  self->mood = mood;
  g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&changed, "{sv}", "Locked",
                         g_variant_new_boolean (mood != TEST_SECRETS_OPEN));
  g_dbus_connection_emit_signal (self->bus, NULL, COLLECTION, "org.freedesktop.DBus.Properties",
                                 "PropertiesChanged",
                                 g_variant_new ("(sa{sv}@as)", "org.freedesktop.Secret.Collection",
                                                &changed, g_variant_new_strv (NULL, 0)),
                                 NULL);
}

const char *
test_secrets_get_kept (TestSecrets *self)
{
  return self->kept;
}

guint
test_secrets_get_n_asked (TestSecrets *self)
{
  return self->n_asked;
}

void
test_secrets_free (TestSecrets *self)
{
  g_bus_unown_name (self->name);
  for (gsize i = 0; i < G_N_ELEMENTS (self->objects); i++)
    g_dbus_connection_unregister_object (self->bus, self->objects[i]);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->node, g_dbus_node_info_unref);
  g_clear_pointer (&self->attributes, g_variant_unref);
  g_clear_pointer (&self->kept, g_free);
  g_free (self);
}
