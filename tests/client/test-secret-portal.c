/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-secret-portal.h"

#include <gio/gunixfdlist.h>
#include <unistd.h>

#define PORTAL "/org/freedesktop/portal/desktop"

/* It has a thread of its own, as libsecret blocks while it looks whether there is a portal. */
struct _TestSecretPortal
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  gint is_there; /* atomic */
  gint n_asked;  /* atomic */
};

static const char description[] =
    "<node><interface name='org.freedesktop.portal.Secret'>"
    "<method name='RetrieveSecret'><arg type='h' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='o' direction='out'/></method>"
    "<property name='version' type='u' access='read'/>"
    "</interface></node>";

/* The secret goes through a pipe, and that it is all there is told by a signal of the request. */
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
  static const char secret[] = "sixty-four bytes of the desktop's own, or as many as it likes..";
  TestSecretPortal *self = data;
  GUnixFDList *fds = g_dbus_message_get_unix_fd_list (
      g_dbus_method_invocation_get_message (invocation));
  g_autofree char *who = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autoptr (GVariant) options = NULL;
  g_autofree char *request = NULL;
  const char *token = "t";
  int index, fd;

  g_atomic_int_inc (&self->n_asked);
  g_variant_get (parameters, "(h@a{sv})", &index, &options);
  g_variant_lookup (options, "handle_token", "&s", &token);
  request = g_strdup_printf (PORTAL "/request/%s/%s", who, token);
  fd = g_unix_fd_list_get (fds, index, NULL);
  g_assert_cmpint (write (fd, secret, sizeof secret), ==, sizeof secret);
  close (fd);

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
  g_dbus_connection_emit_signal (
      bus, sender, request, "org.freedesktop.portal.Request", "Response",
      g_variant_new ("(u@a{sv})", 0, g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0)), NULL);
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
  return g_variant_new_uint32 (1);
}

static void
acquired_cb (GDBusConnection *bus, const char *name, gpointer data)
{
  g_atomic_int_set (&((TestSecretPortal *) data)->is_there, 1);
}

static gpointer
run (gpointer data)
{
  static const GDBusInterfaceVTable vtable = { call_cb, property_cb, NULL, { 0 } };
  TestSecretPortal *self = data;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (description, NULL);
  g_autoptr (GDBusConnection) bus = NULL;
  g_autoptr (GError) error = NULL;
  guint object, name;

  g_main_context_push_thread_default (self->context);
  bus = g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
                                                G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                    G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                NULL, NULL, &error);
  g_assert_no_error (error);
  object = g_dbus_connection_register_object (
      bus, PORTAL, g_dbus_node_info_lookup_interface (node, "org.freedesktop.portal.Secret"),
      &vtable, self, NULL, &error);
  g_assert_no_error (error);
  name = g_bus_own_name_on_connection (bus, "org.freedesktop.portal.Desktop",
                                       G_BUS_NAME_OWNER_FLAGS_NONE, acquired_cb, NULL, self, NULL);
  g_main_loop_run (self->loop);

  g_bus_unown_name (name);
  g_dbus_connection_unregister_object (bus, object);
  g_dbus_connection_close_sync (bus, NULL, NULL);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

TestSecretPortal *
test_secret_portal_new (void)
{
  TestSecretPortal *self = g_new0 (TestSecretPortal, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("portal", run, self);
  while (!g_atomic_int_get (&self->is_there))
    g_usleep (1000);

  return self;
}

guint
test_secret_portal_get_n_asked (TestSecretPortal *self)
{
  return (guint) g_atomic_int_get (&self->n_asked);
}

void
test_secret_portal_free (TestSecretPortal *self)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self);
}
