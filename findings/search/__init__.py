"""Search over what is published and the register of projects: one behaviour on both databases.

Words are folded and stemmed here (`words`); the database's own index (`engine`) matches them; what
matches is a set of places (`places`, `finding`) that lists, facets and ranking share.
"""
