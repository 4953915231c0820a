/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/galley-help-pages.h"

#include <glib/gi18n.h>

static const GalleyHelpPage pages[] = {
  { "first-steps",
    N_ ("First Steps"),
    { N_ ("Write. A page stands open, and the caret is in it. Whatever you type is on this computer within half a second, "
          "with or without a network; there is nothing to save."),
      N_ ("To work with your newsroom's portal, choose Sign In in the main menu and give its address, your name and your "
          "password. Your articles then come to this computer, and what you write goes to the server by itself."),
      N_ ("On the left are the lists and the articles, in the middle the page you write on, on the right the portal's own "
          "page. F9 and Ctrl+F9 fold the sides away, F6 goes from one to the next."),
      N_ ("Several articles can stand open at once: with Ctrl, or by the middle button, a click in the list opens a tab. So "
          "does Shift+Enter, and Ctrl with an arrow key goes to a row without opening it. Ctrl+Tab goes from tab to tab, "
          "Ctrl+W closes one, Ctrl+Shift+T brings it back. A tab that is dragged out becomes a window. All of them stand "
          "there again at the next start.") } },
  { "writing",
    N_ ("Writing"),
    { N_ ("Open File, or New from Clipboard, makes an article of a text: kicker, headline, source and byline find "
          "their fields, fake indents go, folded punctuation comes back."),
      N_ ("What comes again each week: Use as Template in an article's menu keeps it aside, and New from Template in the "
          "main menu begins the next one with it. Dates do not come along."),
      N_ ("Paste keeps headings, lists, bold, italics and links, and drops fonts, colours, fake indents and empty "
          "lines. Ctrl+Shift+V pastes the words alone. Tidy Up (Ctrl+J) puts punctuation, widths and blanks right in "
          "the whole body, or in the paragraphs that are selected. Each is one step to undo."),
      N_ ("The first line of a paragraph is indented by the portal, not by blanks: do not type any. Marks, headings, "
          "quotes and lists are in the bar above the page, and so is the rule that parts a text. Insert Page Break "
          "(Ctrl+Alt+Enter) has what follows stand on another page of the article."),
      N_ ("In a list Enter begins the next item, and in an empty item leads out of the list. Tab at the start of an item "
          "puts it one level deeper, Shift+Tab and Backspace take it out again. The numbers follow by themselves."),
      N_ ("Attach Files and Insert Videos, beside the kinds of paragraph in the bar or by Ctrl+Alt+8 and Ctrl+Alt+9, "
          "put files under the text; they can be dropped on it as well. What stands below the card is the title that "
          "readers see. Alt+Enter changes the file, gives a video its poster, or saves a copy. A video at a player "
          "elsewhere is put in by its address, if the site allows that player."),
      N_ ("Ctrl+F finds words in the article, Ctrl+H replaces them: in the headlines, the body, the short headline and the "
          "summary, whatever their case and width. Replacing all can be undone at once. Shift+F11 leaves nothing but the "
          "text on the screen."),
      N_ ("Beside a headline stands how long it is, in full-width characters, and how long the portal wants it. The "
          "figure turns amber when it is more; nothing stops you."),
      N_ ("Deleting never asks, and Undo always works: Ctrl+Z for the text, the button in the message for an article. The "
          "trash never empties itself."),
      N_ ("What the article was, minutes or weeks ago: Versions in its menu, or Ctrl+Shift+H. What was deleted since is "
          "struck through, what was added is underlined. Restore one paragraph or the whole; Ctrl+Z takes that back, too. "
          "All of the last hour is kept, then the last of each hour and of each day.") } },
  { "tags",
    N_ ("Tags and Details"),
    { N_ ("F3 shows the details: channel, short headline, summary, topic and origin. F4 goes to the tags."),
      N_ ("Type a few characters of a tag and choose with the arrow keys; a comma or Enter takes what stands there. "
          "Backspace in the empty field removes the last one.") } },
  { "preview",
    N_ ("Preview"),
    { N_ ("The preview is the page that readers will get, made by the same layout, and it follows your typing. A click "
          "in it goes to the place in the text."),
      N_ ("The first button above it chooses what is shown: the page on a phone, a tablet or a computer, or as it is "
          "printed; the row of the article in its channel; the home page; its focus picture there; the cards that chats "
          "make of a link to it. Ctrl+Shift+F9 goes from one to the next."),
      N_ ("On the home page published articles are dragged into the slots that editors fill, out of the list or from one "
          "place to another. Undo takes it back, also when it has gone out. Place on the Home Page in an article's menu "
          "does the same without a mouse."),
      N_ ("The second button has zoom, the dark page and the text size that a reader has set, as far as the layout follows "
          "them. Shift+F9 puts the preview into a window of its own, for a second screen, and back. A link is opened "
          "outside with Ctrl and a click, after a question."),
      N_ ("Below it stands how old the layout is.") } },
  { "publishing",
    N_ ("Review and Publication"),
    { N_ ("The blue button is always the next step that you can take: submit, approve, publish. An article that waits "
          "for others can be read, and taken back by its author."),
      N_ ("Publishing and withdrawing ask in a sheet, and for ten seconds nothing has left: Undo takes it back. What goes "
          "out is what you looked at; if somebody changes it meanwhile, it is not published."),
      N_ ("A published article is corrected in a working copy beside it. Readers keep seeing the old text until the "
          "correction is published as well.") } },
  { "elsewhere",
    N_ ("To Other Systems"),
    { N_ ("Copy Fields (Ctrl+Shift+L) lists the article field by field: a key copies each, and the list stays open while "
          "you paste elsewhere."),
      N_ ("Copy for WeChat (Ctrl+Shift+C) copies the body as the editor of a WeChat account takes it. Beside title, "
          "summary and bylines the list of fields counts what that editor has room for. Links to other sites become "
          "plain text there. The article's pictures are put into a folder of their own, under the numbers that stand "
          "in the text as 【图1】, 【图2】 and so on: upload each at its place."),
      N_ ("Copy as Hand-out Text, in the article's menu, gives headlines, bylines and body as text with indents, for "
          "programs that know nothing else.") } },
  { "trouble",
    N_ ("When Something Goes Wrong"),
    { N_ ("No network: keep writing. The line at the lower left says what is not uploaded yet and when it is tried next."),
      N_ ("A conflict: somebody changed the same words. Compare in the bar above the page (Ctrl+Shift+Y) shows both "
          "readings of each place; choose mine, theirs or both, or write what shall stand. No network is needed, and the "
          "other reading stays among the versions."),
      N_ ("The disk is full: free some space, or choose Save Emergency File in the article's menu and put the file on a "
          "stick."),
      N_ ("A withdrawal that the server has not answered, or that it has refused: the page is still public, and the red bar "
          "stays until it is gone. Phone the desk. Galley goes on trying every few seconds until there is an answer; what "
          "was refused waits for you to ask again."),
      N_ ("Nothing but a stick or a cable between two computers: Save Hand-over File in the article's menu, Ctrl+Shift+S, "
          "and Open File on the other. Hand it back the same way: it is merged with what was written meanwhile, never "
          "doubled."),
      N_ ("Export Everything in the main menu writes all articles into a folder, as texts and as files that Galley reads "
          "again.") } },
};

const GalleyHelpPage *
galley_help_get_pages (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);
  return pages;
}
