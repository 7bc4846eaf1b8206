/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/sync/outlay-event-stream.h"

#include <string.h>

static guint
count (const char *text, gsize piece)
{
  OutlayEventStream stream = { 0 };
  gsize size = strlen (text);
  guint n_events = 0;

  for (gsize i = 0; i < size; i += piece)
    n_events += outlay_event_stream_feed (&stream, text + i, MIN (piece, size - i), "change");
  return n_events;
}

static void
test_counts (void)
{
  static const struct
  {
    const char *text;
    guint n_events;
  } cases[] = {
    { "", 0 },
    { "event: change\ndata: {}\n\n", 1 },
    { "event: change\r\ndata: {}\r\n\r\n", 1 },
    { "event: change\rdata: {}\r\r", 1 },
    { "event:change\ndata:{}\n\n", 1 },
    { "event: change\ndata\n\n", 1 },
    { "event: change\ndata: {}\n", 0 },
    { "event: change\n\n", 0 },
    { "data: {}\n\n", 0 },
    { "event: hello\ndata: {}\n\n", 0 },
    { ": still here\n\n: still here\n\n", 0 },
    { "event: changed\ndata: {}\n\n", 0 },
    { "event: hello\ndata: {}\n\nevent: change\ndata: {}\n\n: x\n\nevent: change\ndata: 1\ndata: "
      "2\n\n",
      2 },
    { "id: 7\nretry: 10\nevent: change\ndata: {}\n\n", 1 },
    { "\n\n\n\r\n", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize piece = 1; piece < 40; piece++)
      g_assert_cmpuint (count (cases[i].text, piece), ==, cases[i].n_events);
}

static void
test_long_lines (void)
{
  g_autofree char *filler = g_strnfill (1 << 20, 'x');
  g_autofree char *data = g_strconcat ("event: change\ndata: ", filler, "\n\n", NULL);
  g_autofree char *type = g_strconcat ("event: ", filler, "\ndata: {}\n\n", NULL);
  g_autofree char *nothing = g_strconcat (filler, "\n\n", NULL);

  g_assert_cmpuint (count (data, 4096), ==, 1);
  g_assert_cmpuint (count (type, 4096), ==, 0);
  g_assert_cmpuint (count (nothing, 4096), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/event-stream/counts", test_counts);
  g_test_add_func ("/client/event-stream/long-lines", test_long_lines);
  return g_test_run ();
}
