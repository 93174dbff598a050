"""Has the site been tampered with?"""
