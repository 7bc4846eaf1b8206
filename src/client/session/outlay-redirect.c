/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/session/outlay-redirect.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "client/outlay-client-error.h"

struct _OutlayRedirect
{
  GObject parent_instance;

  char *state;
  char *uri;
  SoupServer *server;
  DexPromise *promise;
  GHashTable *answer; /* (nullable): what the browser brought */
};

G_DEFINE_FINAL_TYPE (OutlayRedirect, outlay_redirect, G_TYPE_OBJECT)

/* As the server's own pages look, which came before it. */
static const char page[] =
    "<!DOCTYPE html>\n"
    "<html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
    "<title>%s</title><style>"
    ":root{color-scheme:light dark;--window:#fafafb;--text:rgb(0 0 6/80%%);--dim:rgb(0 0 6/62%%)}"
    "@media(prefers-color-scheme:dark){"
    ":root{--window:#222226;--text:#fff;--dim:rgb(255 255 255/65%%)}}"
    "html{font:100%%/1.4 \"Adwaita Sans\",Cantarell,Inter,system-ui,sans-serif;"
    "background:var(--window);color:var(--text)}"
    "body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center}"
    "main{max-width:25rem;padding:1.125rem;text-align:center;text-wrap:balance}"
    "h1{font-size:1.75rem;font-weight:800;line-height:1.2;margin:0 0 .375rem}"
    "p{margin:0;color:var(--dim)}"
    "</style></head><body dir=\"auto\"><main><h1>%s</h1><p>%s</p></main></body></html>\n";

static void
write_page (SoupServerMessage *message, guint status, const char *title, const char *text)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *safe_title = g_markup_escape_text (title, -1);
  g_autofree char *safe_text = g_markup_escape_text (text, -1);
  char *body = g_strdup_printf (page, safe_title, safe_title, safe_text);

  soup_message_headers_replace (headers, "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; "
                                "frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Connection", "close");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_TAKE, body,
                                    strlen (body));
}

/* Without a difference in time that tells where the first wrong letter is. */
static gboolean
is_same_text (const char *a, const char *b)
{
  gsize length = strlen (a);
  guint8 difference = 0;

  if (strlen (b) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    difference |= (guint8) (a[i] ^ b[i]);

  return difference == 0;
}

static void
finished_cb (OutlayRedirect *self)
{
  if (self->answer != NULL && dex_future_is_pending (DEX_FUTURE (self->promise)))
    dex_promise_resolve_boxed (self->promise, G_TYPE_HASH_TABLE, g_hash_table_ref (self->answer));
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  OutlayRedirect *self = user_data;
  const char *state = query != NULL ? g_hash_table_lookup (query, "state") : NULL;

  if (!g_str_equal (path, "/"))
    {
      write_page (message, SOUP_STATUS_NOT_FOUND, "Outlay", _ ("There is nothing here."));
      return;
    }
  if (soup_server_message_get_method (message) != SOUP_METHOD_GET || self->answer != NULL ||
      state == NULL || !is_same_text (state, self->state))
    {
      write_page (message, SOUP_STATUS_BAD_REQUEST, "Outlay",
                  _ ("This sign-in is not the one Outlay is waiting for."));
      return;
    }

  self->answer = g_hash_table_ref (query);
  g_signal_connect_object (message, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);

  if (g_hash_table_contains (query, "code"))
    write_page (message, SOUP_STATUS_OK, _ ("Go on in Outlay"), _ ("You can close this page now."));
  else
    write_page (message, SOUP_STATUS_OK, _ ("Not Signed In"),
                _ ("You can close this page, and try again in Outlay."));
}

static void
outlay_redirect_dispose (GObject *object)
{
  OutlayRedirect *self = OUTLAY_REDIRECT (object);

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  dex_clear (&self->promise);
  g_clear_pointer (&self->answer, g_hash_table_unref);

  G_OBJECT_CLASS (outlay_redirect_parent_class)->dispose (object);
}

static void
outlay_redirect_finalize (GObject *object)
{
  OutlayRedirect *self = OUTLAY_REDIRECT (object);

  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->uri, g_free);

  G_OBJECT_CLASS (outlay_redirect_parent_class)->finalize (object);
}

static void
outlay_redirect_class_init (OutlayRedirectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = outlay_redirect_dispose;
  object_class->finalize = outlay_redirect_finalize;
}

static void
outlay_redirect_init (OutlayRedirect *self)
{
  self->promise = dex_promise_new ();
  self->server = soup_server_new ("server-header", NULL, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
}

OutlayRedirect *
outlay_redirect_new (const char *state, GError **error)
{
  g_autoptr (OutlayRedirect) self = NULL;
  GSList *uris;

  g_return_val_if_fail (state != NULL && *state != '\0', NULL);

  self = g_object_new (OUTLAY_TYPE_REDIRECT, NULL);
  self->state = g_strdup (state);
  if (!soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    {
      g_prefix_error (error, "no port of this computer is free: ");
      return NULL;
    }

  uris = soup_server_get_uris (self->server);
  self->uri = g_strdup_printf ("http://127.0.0.1:%d/", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return g_steal_pointer (&self);
}

const char *
outlay_redirect_get_uri (OutlayRedirect *self)
{
  g_return_val_if_fail (OUTLAY_IS_REDIRECT (self), NULL);

  return self->uri;
}

DexFuture *
outlay_redirect_wait (OutlayRedirect *self)
{
  g_return_val_if_fail (OUTLAY_IS_REDIRECT (self), NULL);

  return dex_ref (DEX_FUTURE (self->promise));
}
