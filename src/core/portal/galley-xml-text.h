/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of XML 1.0 for feeds and site maps. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GALLEY_XML_HEAD "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"

/* @text between tags or in an attribute: escaped, without the characters that no XML 1.0 document may hold. */
void galley_xml_append_text (GString    *out,
                             const char *text);
/* A line "<@name>@text</@name>", or nothing where @text is NULL or empty. */
void galley_xml_append_element (GString    *out,
                                const char *name,
                                const char *text);

G_END_DECLS
