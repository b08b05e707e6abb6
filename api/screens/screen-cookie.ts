/** What a paired device keeps, for the path of its display alone. */
export const screenCookie = 'screen';

/** As long as browsers keep a cookie at most; each opening of the page renews it. */
export const screenCookieDays = 400;
