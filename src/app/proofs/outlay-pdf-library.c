/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/proofs/outlay-pdf-library.h"

#include <gmodule.h>

/* The only ABI that Poppler's GLib interface has had since 2012. */
#define LIBRARY "libpoppler-glib.so.8"

static gboolean
find (GModule *module, const char *name, gpointer *symbol)
{
  if (g_module_symbol (module, name, symbol))
    return TRUE;

  g_message ("PDFs cannot be shown: %s", g_module_error ());

  return FALSE;
}

static OutlayPdfLibrary *
load (void)
{
  OutlayPdfLibrary *self = g_new0 (OutlayPdfLibrary, 1);
  GModule *module = g_module_open (LIBRARY, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);

  if (module != NULL && find (module, "poppler_error_quark", (gpointer *) &self->error_quark) &&
      find (module, "poppler_document_new_from_bytes",
            (gpointer *) &self->document_new_from_bytes) &&
      find (module, "poppler_document_get_n_pages", (gpointer *) &self->document_get_n_pages) &&
      find (module, "poppler_document_get_page", (gpointer *) &self->document_get_page) &&
      find (module, "poppler_page_get_size", (gpointer *) &self->page_get_size) &&
      find (module, "poppler_page_render", (gpointer *) &self->page_render))
    {
      /* It registers types, which must never go. */
      g_module_make_resident (module);

      return self;
    }

  if (module == NULL)
    g_message ("PDFs cannot be shown: %s", g_module_error ());

  g_free (self);

  return NULL;
}

const OutlayPdfLibrary *
outlay_pdf_library_get (void)
{
  static gsize is_loaded;
  static OutlayPdfLibrary *library;

  if (g_once_init_enter (&is_loaded))
    {
      library = load ();
      g_once_init_leave (&is_loaded, 1);
    }

  return library;
}
