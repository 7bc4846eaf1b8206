/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/transport/outlay-stream.h"

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  GBytes *bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);

  if (bytes != NULL)
    dex_promise_resolve_boxed (promise, G_TYPE_BYTES, bytes);
  else
    dex_promise_reject (promise, error);
}

DexFuture *
outlay_stream_read (GInputStream *stream, gsize count, GCancellable *cancellable)
{
  DexPromise *promise = dex_promise_new ();

  g_input_stream_read_bytes_async (stream, count, G_PRIORITY_DEFAULT, cancellable, read_cb,
                                   dex_ref (promise));
  return DEX_FUTURE (promise);
}
