"""Who gets in: throttled log-ins, second factors, and being asked again before what can't be taken back.

What a person may do once inside is `review`'s business. Nothing here knows an article.
"""
